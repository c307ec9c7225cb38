import type { OipSettings, OpenaiSettings } from '../../src/schemas/back-ends.ts';
import { backEndsSchema } from '../../src/schemas/back-ends.ts';

/** As the file of back ends would give them. */
export function oipSettings(url: string, changes: Partial<OipSettings> = {}): OipSettings {
  return parsed({ backend: 'oip', url, name: 'sample', ...changes }) as OipSettings;
}

export function openaiSettings(url: string, changes: Partial<OpenaiSettings> = {}): OpenaiSettings {
  return parsed({ backend: 'openai', url, name: 'small', ...changes }) as OpenaiSettings;
}

function parsed(settings: object) {
  return backEndsSchema.parse({ models: { 0: settings } }).models[0];
}
