/** Where the price of AIRO comes from. */
export interface UsdRateSource {
  /** For logs: a path or an address. */
  readonly name: string;
  /** US dollars per AIRO × 10^12, above zero. Rejects with USD_RATE_UNREADABLE. */
  read(signal: AbortSignal): Promise<bigint>;
}
