import { homedir } from 'node:os';
import { join } from 'node:path';

/** Airo's folder for what can be made again at any time; shared by all its programs. It may not exist yet. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  return join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'airo');
}
