/** The right to act for the account, which one process at a time has. */
export interface Lease {
  /** Whether this process may sign now. False while the lease could not be renewed in time: another may have it. */
  holds(): boolean;
  /** Rejects with LEASE_LOST when another process has it; never resolves. */
  readonly lost: Promise<never>;
  /** Why it is in doubt, for people; null when it isn't. */
  problem(): string | null;
  /** Gives it up, so that another need not wait until it runs out. */
  release(): Promise<void>;
}
