/** Where state and models are kept. */
export interface Disk {
  /** For logs: its folder. */
  readonly name: string;
  /** With less no bids are made. */
  readonly minBytes: number;
  freeBytes(): Promise<number>;
}
