/** Brings alerts to whoever is to be woken. */
export interface AlertSink {
  /**
   * One attempt. Rejects with ALERT_NOT_DELIVERED.
   * @param id the same for each attempt at one alert
   * @param body JSON text
   */
  deliver(id: string, body: string, signal: AbortSignal): Promise<void>;
}
