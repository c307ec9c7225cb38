import { type ConfigVersion, type PricingConfig, restConfigSchema } from '@airo/wingman/schemas';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { Field } from '../../components/field.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { ErrorState } from '../../components/state.tsx';
import { useBot } from './bot-context.tsx';
import { PreviewCard } from './preview-card.tsx';
import styles from './provider.module.css';
import { ReplayCard } from './replay-card.tsx';
import { initialOf, ruleOf, STRATEGIES, type Strategy, settingsOf } from './strategies.ts';

/** Part of a configuration that decides prices, as it is sent to be tried or set. */
export interface Rules {
  readonly pricing: Record<string, unknown>;
  readonly floor: string;
}

const TYPING_MS = 350;

/** Prices: changed in the form, tried at once, and in force when saved. */
export function PricingView() {
  const { one } = useBot();
  const config = useQuery(one('/v1/config', restConfigSchema));
  return (
    <QueryView query={config} what="the rules in force" rows={6}>
      {(current) => <Editor current={current} reload={() => config.refetch()} />}
    </QueryView>
  );
}

function Editor({ current, reload }: { current: ConfigVersion; reload: () => Promise<unknown> }) {
  const { may } = useBot();
  // What is being edited began at a version: a newer one does not change it under one's hands.
  const [base, setBase] = useState(current);
  const [strategy, setStrategy] = useState<Strategy>(base.config.pricing.strategy);
  const [settings, setSettings] = useState(() => settingsOf(base.config.pricing));
  const [floor, setFloor] = useState(base.config.floor);
  const adopt = (version: ConfigVersion) => {
    setBase(version);
    setStrategy(version.config.pricing.strategy);
    setSettings(settingsOf(version.config.pricing));
    setFloor(version.config.floor);
  };
  const rules: Rules = { pricing: ruleOf(strategy, settings, base.config.pricing), floor: floor.trim() };
  const tried = useSettled(rules);
  const save = useSave(base.version, adopt);
  const isChanged = !isSame(rules, base.config);
  const isOld = current.version !== base.version;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(rules);
  };
  const takeNew = () => {
    save.reset();
    void reload();
    adopt(current);
  };
  const choose = (next: Strategy) => {
    setStrategy(next);
    setSettings(next === base.config.pricing.strategy ? settingsOf(base.config.pricing) : initialOf(next));
  };
  return (
    <div className={styles.columns}>
      <Card title="Rules">
        <form className={styles.form} onSubmit={submit}>
          <Field label="Strategy" hint={STRATEGIES[strategy].meaning}>
            {(control) => (
              <select {...control} value={strategy} onChange={(e) => choose(e.target.value as Strategy)}>
                {Object.entries(STRATEGIES).map(([id, { title }]) => (
                  <option key={id} value={id}>
                    {title}
                  </option>
                ))}
              </select>
            )}
          </Field>
          {STRATEGIES[strategy].settings.map(({ name, label, hint, kind }) => (
            <Field key={name} label={label} hint={hint}>
              {(control) => {
                const value = settings[name] ?? '';
                const change = (text: string) => setSettings({ ...settings, [name]: text });
                return kind === 'expression' ? (
                  <textarea
                    {...control}
                    rows={4}
                    spellCheck={false}
                    value={value}
                    onChange={(e) => change(e.target.value)}
                  />
                ) : (
                  <input
                    {...control}
                    inputMode="decimal"
                    value={value}
                    onChange={(e) => change(e.target.value)}
                  />
                );
              }}
            </Field>
          ))}
          <Field label="Never below" hint="the floor of all strategies; 0 leaves it to the chain’s own">
            {(control) => (
              <input
                {...control}
                inputMode="decimal"
                value={floor}
                onChange={(e) => setFloor(e.target.value)}
              />
            )}
          </Field>
          {(isOld || hasConflict(save.error)) && (
            <div role="alert" className={styles.conflict}>
              <strong>Somebody changed the configuration meanwhile</strong>
              <span>
                You began at version {base.version}; version {current.version} is in force. Nothing of yours
                was saved.
              </span>
              <Button size="s" onClick={takeNew}>
                Show version {current.version}
              </Button>
            </div>
          )}
          {save.error && !hasConflict(save.error) && <ErrorState error={save.error} />}
          {may('owner') ? (
            <div className={styles.actions}>
              <Button type="submit" tone="primary" disabled={!isChanged || save.isPending}>
                {save.isPending ? 'Saving …' : 'Put in force'}
              </Button>
              {isChanged && <Button onClick={() => adopt(base)}>Undo</Button>}
            </div>
          ) : (
            <p className={styles.note}>Try whatever you like; putting it in force needs an owner’s token.</p>
          )}
          <p className={styles.note} role="status">
            {isChanged ? 'Not saved yet.' : `In force: version ${base.version}.`}
            {base.config.overrides.length > 0 &&
              ` ${base.config.overrides.length} overrides stay as they are.`}
          </p>
        </form>
      </Card>
      <div className={styles.column}>
        <PreviewCard rules={tried} models={base.config.models} />
        <ReplayCard rules={tried} />
      </div>
    </div>
  );
}

function useSave(version: number, adopt: (version: ConfigVersion) => void) {
  const { client, key } = useBot();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (rules: Rules) =>
      client.ask('/v1/config', restConfigSchema, { method: 'PATCH', body: rules, ifMatch: version }),
    onSuccess: (saved) => {
      queries.setQueryData([...key, '/v1/config'], saved);
      adopt(saved);
    },
    onError: () => queries.invalidateQueries({ queryKey: key }),
  });
}

const hasConflict = (error: unknown) => (error as { code?: string } | null)?.code === 'CONFIG_CONFLICT';

const isSame = (rules: Rules, { pricing, floor }: { pricing: PricingConfig; floor: string }) =>
  floor === rules.floor &&
  Object.entries(rules.pricing).every(
    ([name, value]) => JSON.stringify(value) === JSON.stringify((pricing as Record<string, unknown>)[name]),
  );

/** The rules once nobody has typed for a moment. */
function useSettled(rules: Rules): Rules {
  const text = JSON.stringify(rules);
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return JSON.parse(settled) as Rules;
}
