import { WingmanError } from '../errors.ts';
import type { RouteInput } from './route.ts';

/** A list of ETags, or `*` (RFC 9110). Weak ones never match what is changed, nor does anything that is none of ours. */
export function parseIfMatch(header: string | undefined): RouteInput['ifMatch'] {
  if (header === undefined) return null;
  if (header.trim() === '*') return 'any';
  return header.split(',').flatMap((part) => {
    const version = /^"(\d{1,15})"$/.exec(part.trim())?.[1];
    return version === undefined ? [] : [Number(version)];
  });
}

/**
 * The version that a change is made from; null for whichever there is.
 * @throws WingmanError CONFIG_VERSION_MISSING
 */
export function expectedVersion(ifMatch: RouteInput['ifMatch'], current: number): number | null {
  if (ifMatch === 'any') return null;
  if (ifMatch === null) {
    throw new WingmanError(
      'CONFIG_VERSION_MISSING',
      `send the ETag of GET /v1/config as If-Match, here \`If-Match: "${current}"\`; \`If-Match: *\` changes it whatever it is`,
      { version: current },
    );
  }
  return ifMatch.includes(current) ? current : (ifMatch[0] ?? -1);
}
