/** Nouns: what slices use. They know nothing of slices, and of each other only what stands below them. */
export const rooms = [
  ...'access account config connections files http hubspot message person policy'.split(' '),
  ...'process providers reach readers settings-file store vault zone'.split(' '),
]

/** Verbs: each one thing the relay does. They meet through a stored job and never import each other. */
export const slices = [
  'send',
  'compose',
  'follow',
  'reply',
  'timeline',
  'sync',
  'install',
  'lines',
  'settings',
  'show',
  'tend',
  'waiting',
]

/** What a person types: it asks the running relay over HTTP and uses nothing of it. */
export const commands = ['command']

/** The store's own rooms stand on what lies in its folder itself: connections, transactions, migrations. */
export const ground = 'relay/store/*'

const account = 'relay/http/own-portal.ts'
const route = 'relay/http/route.ts'
/** What whoever runs the relay, and an account's admins, look after alike. */
const desks = ['relay/http/account-named.ts', 'relay/http/desks.ts']
const lines = 'relay/providers/lines.ts'
const configured = 'relay/account/account.ts'
const usable = 'relay/account/usable-lines.ts'
const inStore = (...names: string[]) => [ground, ...names.map((name) => `relay/store/${name}`)]

/**
 * What one part may import besides itself: a part is a folder of the repository, in relay/ a folder or a file, and in
 * relay/store/ a folder or all files that lie there. `/*` stands for what lies in a folder itself.
 */
export const arrows: Record<string, string[]> = {
  contract: [],
  extensions: ['contract'],
  'app.functions': ['contract'],
  project: ['relay/config/place-in-json.ts', 'relay/zone'],
  workbench: ['contract', 'relay', 'project'],
  bench: ['contract', 'relay', 'workbench', 'project'],

  'relay/errors.ts': [],
  'relay/schema-mistakes.ts': ['relay/choice-mistakes.ts', 'relay/policy/did-you-mean.ts'],
  'relay/choice-mistakes.ts': [],
  'relay/never-connected.ts': [],
  'relay/with-time-limit.ts': [],
  'relay/retry.ts': ['contract', 'relay/errors.ts', 'relay/store/judge-failure.ts'],

  // Rooms, from the ground up. Pure functions over facts: even what goes wrong is an answer.
  'relay/policy': ['contract'],
  'relay/person': [],
  'relay/zone': ['contract'],
  'relay/readers': ['relay/errors.ts'],
  'relay/vault': ['relay/errors.ts'],
  'relay/reach': ['relay/errors.ts'],
  'relay/files': ['contract', 'relay/errors.ts', 'relay/reach', 'relay/readers'],
  'relay/providers': [
    ...['contract', 'relay/errors.ts', 'relay/never-connected.ts', 'relay/schema-mistakes.ts', 'relay/reach'],
    ...['relay/files/clean-name.ts', 'relay/person', 'relay/policy', 'relay/readers', 'relay/with-time-limit.ts'],
    'relay/zone',
  ],
  [ground]: ['relay/errors.ts'],
  'relay/store/account': ['contract', ...inStore('retention')],
  'relay/store/sealed': ['relay/errors.ts', 'relay/vault', ground],
  'relay/store/execution': [ground],
  'relay/store/embedded': ['relay/errors.ts', ground],
  'relay/store/audit': ['contract', 'relay/errors.ts', ground],
  'relay/store/contact': ['contract', 'relay/person', ...inStore('retention')],
  'relay/store/draft': ['contract', ...inStore('retention')],
  'relay/store/conversation': ['contract', 'relay/person', ...inStore('contact')],
  'relay/store/retention': [ground],
  'relay/store/waiting': ['contract', ground],
  'relay/store/jobs': [ground],
  'relay/store/hubspot': ['relay/errors.ts', ...inStore('retention')],
  'relay/store/inbox': inStore('contact', 'retention'),
  'relay/store/portal': ['contract', ...inStore('audit')],
  'relay/store/line': ['contract', 'relay/errors.ts', 'relay/person', ...inStore('audit', 'contact', 'waiting')],
  // The one mover of messages keeps them in the store's database, beside what the store keeps.
  'relay/message': [
    ...['contract', 'relay/errors.ts', 'relay/person'],
    ...inStore('account', 'audit/seal', 'contact', 'conversation', 'draft', 'inbox', 'jobs', 'retention'),
  ],
  // Files of HubSpot's journal lie with a store that it names.
  'relay/hubspot': [
    ...['contract', 'relay/errors.ts', 'relay/files', 'relay/never-connected.ts', 'relay/person'],
    ...['relay/policy/did-you-mean.ts', 'relay/reach', 'relay/with-time-limit.ts'],
  ],
  'relay/config': [
    ...['contract', 'relay/errors.ts', 'relay/schema-mistakes.ts', 'relay/reach/allowed-hosts.ts'],
    ...['relay/policy', 'relay/providers/line-config.ts', 'relay/store/of-no-account.ts'],
    ...['relay/store/embedded/sync-folder.ts', 'relay/zone'],
  ],
  // What accounts have configured: stored, or given in the configuration.
  'relay/account': [
    ...['contract', 'relay/errors.ts', 'relay/config/config.ts', 'relay/hubspot/check-named.ts', 'relay/policy'],
    ...['relay/providers', 'relay/reach', 'relay/readers', 'relay/vault', 'relay/zone', ...inStore('account')],
  ],
  // Asks whether what is configured works.
  'relay/connections': [
    ...['contract', 'relay/errors.ts', account, configured, 'relay/hubspot', 'relay/providers/vendor-fetch.ts', lines],
    ...inStore('account', 'audit', 'portal'),
  ],
  // Settings as whoever runs the relay writes them, for what is typed and for the relay itself.
  'relay/settings-file': [
    ...['contract', 'relay/config/data-dir.ts', 'relay/config/variable-names.ts', 'relay/policy'],
    'relay/providers/provider.ts',
  ],
  'relay/http': [
    ...['contract', 'relay/errors.ts', 'relay/hubspot', 'relay/retry.ts', 'relay/schema-mistakes.ts', 'relay/zone'],
    ...inStore('portal'),
  ],
  // Who may do what in an account, by what it has configured and by what HubSpot says of its users.
  'relay/access': ['contract', 'relay/errors.ts', 'relay/hubspot'],
  'relay/process': ['relay/http/listen.ts'],

  'relay/send': [
    ...[configured, 'contract', 'relay/errors.ts', 'relay/with-time-limit.ts', account, route, ...desks],
    ...['relay/files', 'relay/hubspot', 'relay/message', 'relay/policy', 'relay/providers', 'relay/reach'],
    ...inStore('audit', 'contact', 'conversation', 'execution', 'jobs', 'line'),
  ],
  'relay/follow': [
    ...[configured, 'contract', 'relay/errors.ts', 'relay/message', 'relay/policy'],
    ...inStore('contact', 'jobs', 'line'),
  ],
  'relay/reply': [
    ...['relay/errors.ts', 'relay/retry.ts', 'relay/with-time-limit.ts', route],
    ...['relay/hubspot', 'relay/message', 'relay/person', 'relay/policy', 'relay/providers', 'relay/readers'],
    ...['relay/account', 'relay/zone'],
    ...inStore('account', 'audit', 'contact', 'conversation', 'inbox', 'jobs', 'line', 'waiting'),
  ],
  'relay/timeline': [
    ...[configured, 'contract', 'relay/errors.ts', 'relay/retry.ts'],
    ...['relay/hubspot', 'relay/message'],
    ...inStore('contact', 'jobs'),
  ],
  'relay/sync': [
    ...[configured, 'relay/errors.ts', 'relay/retry.ts', route, 'relay/hubspot', 'relay/message'],
    ...inStore('audit', 'contact', 'hubspot', 'jobs', 'waiting'),
  ],
  'relay/install': [
    ...[configured, 'contract', 'relay/errors.ts', 'relay/with-time-limit.ts', account, route, ...desks],
    ...['relay/connections', 'relay/hubspot', 'relay/message/resume-account.ts', lines, 'relay/vault'],
    ...inStore('account', 'audit', 'hubspot', 'jobs', 'line/count-lines.ts', 'portal', 'sealed'),
  ],
  'relay/lines': [
    ...[configured, usable, 'contract', 'relay/errors.ts', route, ...desks],
    ...['relay/connections', 'relay/message', lines],
    ...inStore('account', 'audit', 'conversation', 'jobs', 'line'),
  ],
  'relay/settings': [
    ...['contract', 'relay/errors.ts', 'relay/schema-mistakes.ts', account, route, 'relay/http/without-empty.ts'],
    ...['relay/http/with-components.ts', 'relay/policy'],
    ...['relay/account', 'relay/connections', 'relay/hubspot', 'relay/providers', 'relay/reach', 'relay/vault'],
    ...inStore('account', 'audit', 'line', 'portal', 'sealed'),
    ...['relay/settings-file', 'relay/zone'],
  ],
  'relay/show': [
    ...[configured, usable, 'contract', 'relay/errors.ts', account, route],
    ...['relay/hubspot/address.ts', 'relay/message', 'relay/zone'],
    ...inStore('contact', 'draft', 'line'),
  ],
  'relay/compose': ['contract', account, route, ...inStore('draft')],
  'relay/tend': [
    ...[configured, 'relay/retry.ts', 'relay/message', 'relay/providers/provider.ts'],
    ...inStore('account', 'audit/seal', 'contact', 'draft', 'hubspot', 'inbox', 'jobs', 'retention', 'waiting'),
  ],
  'relay/waiting': [
    ...[configured, 'contract', 'relay/errors.ts', route, ...desks],
    ...['relay/hubspot/contact-reader.ts', 'relay/message', 'relay/policy'],
    ...inStore('audit', 'contact', 'jobs', 'waiting'),
  ],

  // What is stored it looks into itself, so that neither the audit log nor the keys need a relay that runs.
  'relay/command': [
    ...['contract', 'relay/errors.ts', 'relay/vault'],
    ...['relay/config/data-dir.ts', 'relay/config/own-key.ts', 'relay/config/read-vault.ts'],
    ...inStore('audit', 'embedded', 'sealed'),
    ...['relay/config/read-text-file.ts', 'relay/policy', 'relay/providers', 'relay/settings-file', 'relay/zone'],
  ],
  'relay/open-doors.ts': [
    configured,
    'relay/access',
    'relay/config',
    'relay/http',
    'relay/hubspot',
    ...inStore('portal'),
  ],
  'relay/open-reach.ts': ['relay/config', 'relay/files', 'relay/reach', 'relay/readers'],
  'relay/open-accounts.ts': ['relay/account', 'relay/config', 'relay/store-accounts.ts', ground],
  'relay/open-hubspot.ts': [
    ...['relay/config', 'relay/hubspot', 'relay/install', 'relay/open-app.ts', 'relay/vault'],
    ...inStore('hubspot', 'jobs'),
  ],
  'relay/open-work.ts': ['relay/retry.ts', ...inStore('jobs')],
  'relay/open-app.ts': ['relay/config', 'relay/hubspot/oauth.ts', 'relay/vault'],
  'relay/open-settings-files.ts': ['relay/config', 'relay/settings'],
  'relay/open-settings.ts': [
    'relay/account/given-account.ts',
    'relay/config',
    'relay/providers',
    'relay/settings',
    'relay/vault',
    ground,
  ],
  'relay/open-vault.ts': ['relay/config', 'relay/vault', ...inStore('sealed')],
  'relay/own-master-key.ts': ['relay/config', ...inStore('sealed')],
  'relay/refuse-guessable.ts': ['relay/config', 'relay/providers', ...inStore('account', 'audit')],
  'relay/store-accounts.ts': [
    ...[configured, 'contract', 'relay/config', 'relay/message/resume-account.ts', 'relay/providers/line-config.ts'],
    ...inStore('account', 'audit', 'line', 'portal'),
  ],
  'relay/tell-unheld-role.ts': inStore('portal'),
  // It alone knows every slice.
  'relay/relay.ts': [
    ...['accounts', 'doors', 'hubspot', 'reach', 'settings', 'settings-files', 'vault', 'work'].map(
      (name) => `relay/open-${name}.ts`,
    ),
    ...[configured, 'relay/tell-unheld-role.ts'],
    ...[...'config connections http hubspot process providers reach readers settings-file'.split(' '), ...slices].map(
      (name) => `relay/${name}`,
    ),
    ...inStore('audit', 'hubspot', 'portal'),
  ],
  // It lets the configuration be checked against what each provider asks for.
  'relay/run-program.ts': [
    ...['relay/errors.ts', 'relay/own-master-key.ts', 'relay/refuse-guessable.ts', 'relay/relay.ts'],
    ...['relay/command', 'relay/config', 'relay/process', 'relay/providers', 'relay/zone'],
    ...inStore('embedded', 'portal'),
  ],
  'relay/main.ts': ['relay/run-program.ts', 'relay/providers/providers.ts'],
}
