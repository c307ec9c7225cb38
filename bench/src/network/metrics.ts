import { BenchError } from '../errors.ts';

/** A metric of a Prometheus page: the sum over all its label sets that hold `label`. 0 when it isn't there yet. */
export function metric(page: string, name: string, label = ''): number {
  let sum = 0;
  for (const line of page.split('\n')) {
    if (!line.startsWith(name)) continue;
    const rest = line.slice(name.length);
    if ((rest.startsWith('{') || rest.startsWith(' ')) && rest.includes(label)) {
      sum += Number(rest.slice(rest.lastIndexOf(' ') + 1));
    }
  }
  return sum;
}

/** @throws BenchError RUN_FAILED */
export async function readMetrics(url: string): Promise<string> {
  const response = await fetch(url);
  if (response.ok) return response.text();
  throw new BenchError('RUN_FAILED', `${url} answered ${response.status}`, { url });
}
