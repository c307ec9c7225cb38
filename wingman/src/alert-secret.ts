import { readFile } from 'node:fs/promises';
import { WingmanError } from './errors.ts';

const SECRET = /^whsec_([A-Za-z0-9+/]+={0,2})$/;
/** As the Standard Webhooks specification has it. */
const LEAST_BYTES = 24;
const MOST_BYTES = 64;

/** The key in the file, whose text is as the Standard Webhooks specification writes secrets. @throws WingmanError ALERT_SECRET_INVALID */
export async function readAlertSecret(path: string | undefined): Promise<Uint8Array> {
  const how = 'make one with: echo "whsec_$(openssl rand -base64 32)"';
  if (path === undefined) throw invalid(`--alert-url needs --alert-secret-file; ${how}`);
  const text = await readFile(path, 'utf8').catch(() => {
    throw invalid(`the file ${path} can't be read`);
  });
  const [, base64 = ''] = SECRET.exec(text.trim()) ?? [];
  const bytes = Buffer.from(base64, 'base64');
  // What is wrong with it is not quoted: it may be nearly the secret.
  if (bytes.length < LEAST_BYTES || bytes.length > MOST_BYTES) {
    throw invalid(`${path} holds no secret of ${LEAST_BYTES} to ${MOST_BYTES} bytes; ${how}`);
  }
  return bytes;
}

function invalid(problem: string): WingmanError {
  return new WingmanError('ALERT_SECRET_INVALID', problem, {});
}
