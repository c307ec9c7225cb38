import { pipeline } from 'node:stream/promises';
import type { RequestHandler } from 'express';
import { z } from 'zod';
import { WingmanError } from '../errors.ts';
import { callerOf, requireRole } from './access.ts';
import { audited } from './audit.ts';
import type { RestContext } from './context.ts';
import type { Route } from './route.ts';

export const BACKUP_ROUTE: Omit<Route, 'handle'> = {
  method: 'post',
  path: '/v1/backup',
  needs: 'owner',
  writes: true,
  archive: true,
  summary: 'A copy of the data folder as of now, for `wingman restore`; keys are in it encrypted only',
  answer: z.string().meta({ format: 'binary', description: 'a tar archive, compressed by gzip' }),
};

/** Sends the copy while the bot goes on. One that breaks off ends the connection, so that nobody takes it for whole. */
export function backupHandler(context: RestContext): RequestHandler {
  let isRunning = false;
  return async (request, response) => {
    const caller = callerOf(response);
    const backup = await audited(context, caller, request, async () => {
      requireRole(caller, BACKUP_ROUTE);
      if (isRunning) throw new WingmanError('BACKUP_RUNNING', 'a backup is being made: ask again later', {});
      isRunning = true;
      try {
        return await context.backup();
      } catch (error) {
        isRunning = false;
        throw error;
      }
    });
    try {
      const day = new Date(backup.made).toISOString().slice(0, 10);
      response.set({
        'content-type': 'application/gzip',
        'content-disposition': `attachment; filename="wingman-${day}.tar.gz"`,
        'cache-control': 'no-store',
      });
      await pipeline(backup.archive(), response);
    } finally {
      isRunning = false;
      await backup.close();
    }
  };
}
