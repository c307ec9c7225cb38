import { z } from 'zod';
import { mergePatch } from '../domain/merge-patch.ts';
import { WingmanError } from '../errors.ts';
import type { Store } from '../ports/store.ts';
import { type Config, type ConfigVersion, configSchema } from '../schemas/config.ts';

/** The configuration now and the way to change it. Every version is kept. */
export class ConfigKeeper {
  readonly #store: Store;
  readonly #listeners: ((config: Config) => void)[] = [];
  #current: ConfigVersion;

  private constructor(store: Store, current: ConfigVersion) {
    this.#store = store;
    this.#current = current;
  }

  /**
   * What was changed over REST stays in force over restarts, until the settings themselves ask for something else than
   * they did last time.
   */
  static async open(store: Store, fromSettings: Config): Promise<ConfigKeeper> {
    const [current, asked] = await Promise.all([store.config(), store.configFromSettings()]);
    const same =
      current && asked && JSON.stringify(asked) === JSON.stringify(configSchema.parse(fromSettings));
    return new ConfigKeeper(store, same ? current : await store.saveConfig(fromSettings, 'settings'));
  }

  get current(): ConfigVersion {
    return this.#current;
  }

  /**
   * Applies a merge patch (RFC 7396). One that names another pricing strategy replaces the pricing as a whole.
   * @param expected version that the caller saw; null to change whatever there is
   * @throws WingmanError CONFIG_INVALID listing every problem, CONFIG_CONFLICT
   */
  async patch(patch: unknown, expected: number | null): Promise<ConfigVersion> {
    if (expected !== null && expected !== this.#current.version) {
      throw new WingmanError(
        'CONFIG_CONFLICT',
        `the configuration is at version ${this.#current.version}, not ${expected}: read it again`,
        { version: this.#current.version },
      );
    }
    const parsed = configSchema.safeParse(patched(this.#current.config, patch));
    if (!parsed.success) {
      const problems = z.flattenError(parsed.error);
      throw new WingmanError('CONFIG_INVALID', describe(parsed.error), problems);
    }
    this.#current = await this.#store.saveConfig(parsed.data, 'rest');
    for (const listener of this.#listeners) listener(this.#current.config);
    return this.#current;
  }

  /** Settings that were read again: in force when they ask for something else than they did last time. */
  async follow(fromSettings: Config): Promise<ConfigVersion> {
    const asked = await this.#store.configFromSettings();
    if (JSON.stringify(asked) === JSON.stringify(configSchema.parse(fromSettings))) return this.#current;
    this.#current = await this.#store.saveConfig(fromSettings, 'settings');
    for (const listener of this.#listeners) listener(this.#current.config);
    return this.#current;
  }

  /** Called with each new configuration, after it is stored. */
  onChange(listener: (config: Config) => void): void {
    this.#listeners.push(listener);
  }
}

/** A patch that names another strategy replaces the pricing: members of the old one mean nothing to it. */
function patched(config: Config, patch: unknown): unknown {
  const { pricing, ...rest } = config;
  const strategy = strategyOf(patch);
  const isOther = strategy !== undefined && strategy !== pricing.strategy;
  return mergePatch(isOther ? rest : config, patch);
}

const strategySchema = z.object({ pricing: z.object({ strategy: z.unknown() }) });

function strategyOf(patch: unknown): unknown {
  return strategySchema.safeParse(patch).data?.pricing.strategy;
}

function describe(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`).join('; ');
}
