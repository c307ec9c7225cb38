/** Who may do what over REST; each may do what those before it may. */
export const ROLES = ['viewer', 'operator', 'owner'] as const;
export type Role = (typeof ROLES)[number];

/** What each role is for; `docs/guides/rest.md` shows it. */
export const ROLE_MEANINGS: Readonly<Record<Role, string>> = {
  viewer: 'reads: state, decisions, earnings, streams; tries prices without changing them',
  operator: 'also runs it: pause, resume, drain, breakers, models, test alerts; reads the audit log',
  owner: 'also what money depends on: the configuration with prices and budgets, and backups',
};

export function mayAct(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}
