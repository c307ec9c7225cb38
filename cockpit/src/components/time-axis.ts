const DAY_S = 86_400;
const MONTH_S = 28 * DAY_S;

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const clockWithSeconds = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const month = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric' });
const exact = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

/**
 * Labels under a time axis, in the reader's zone; the date stands under the first hour of each day.
 * @param at seconds since 1970
 * @param step seconds from one label to the next
 */
export function timeLabels(at: readonly number[], step: number): string[] {
  const dates = at.map((seconds) => new Date(seconds * 1_000));
  if (step >= DAY_S) return dates.map((date) => (step >= MONTH_S ? month : day).format(date));
  const hours = step < 60 ? clockWithSeconds : clock;
  return dates.map((date, i) => {
    const before = dates[i - 1];
    const isNew = !before || day.format(before) !== day.format(date);
    return isNew ? `${hours.format(date)}\n${day.format(date)}` : hours.format(date);
  });
}

/** @param at seconds since 1970 */
export const moment = (at: number): string => exact.format(new Date(at * 1_000));
