import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Nouns: what slices use. They know nothing of slices, nor of each other. */
const rooms = ['providers', 'hubspot', 'message', 'store', 'policy', 'attachment', 'vault']

/** Verbs: each one thing the relay does. They meet through a stored job and never import each other. */
const slices = ['send', 'reply', 'timeline', 'campaign', 'connect', 'sync', 'show', 'tend', 'waiting']

/** What a person types: it asks the running relay over HTTP and uses nothing of it. */
const commands = ['command']

const relay = (names: string[]) => names.map((name) => `relay/${name}`)

/** What one part may import besides itself. A part is a folder of the repository, or in relay/ a folder or a file. */
const arrows: Record<string, string[]> = {
  contract: [],
  extensions: ['contract'],
  'app.functions': ['contract'],
  project: [],
  workbench: ['contract', 'relay', 'project'],
  bench: ['contract', 'relay', 'workbench', 'project'],

  'relay/errors.ts': [],
  'relay/log.ts': [],
  'relay/with-time-limit.ts': [],
  'relay/route.ts': ['contract'],
  'relay/config.ts': [
    'contract',
    'relay/rate-limit.ts',
    'relay/read-lines.ts',
    'relay/read-oauth.ts',
    'relay/read-private.ts',
    'relay/read-routing.ts',
    'relay/read-vault.ts',
  ],
  'relay/own-portal.ts': ['relay/errors.ts'],
  'relay/rate-limit.ts': ['relay/errors.ts'],
  'relay/list-settings.ts': ['relay/config.ts', 'relay/store'],
  'relay/read-oauth.ts': [],
  'relay/read-private.ts': [],
  'relay/read-json.ts': [],
  'relay/read-lines.ts': ['contract', 'relay/errors.ts', 'relay/read-json.ts'],
  'relay/read-routing.ts': ['contract', 'relay/read-json.ts', 'relay/read-lines.ts'],
  'relay/read-vault.ts': [],
  'relay/request-room.ts': ['relay/errors.ts'],
  'relay/retry.ts': ['relay/errors.ts', 'relay/store/judge-failure.ts'],
  'relay/store-accounts.ts': [
    'relay/config.ts',
    'relay/list-settings.ts',
    'relay/message',
    'relay/providers',
    'relay/store',
  ],
  'relay/open-work.ts': ['relay/retry.ts', 'relay/store'],
  'relay/doors.ts': ['contract', 'relay/errors.ts', 'relay/own-portal.ts', 'relay/route.ts', 'relay/hubspot'],
  'relay/problem.ts': ['contract', 'relay/errors.ts', 'relay/retry.ts'],
  'relay/server.ts': [
    'contract',
    'relay/errors.ts',
    'relay/problem.ts',
    'relay/rate-limit.ts',
    'relay/request-room.ts',
    'relay/route.ts',
  ],
  'relay/closing.ts': [],
  'relay/flush-log.ts': [],
  'relay/watch-parent.ts': [],
  'relay/when-told-to-stop.ts': ['relay/watch-parent.ts'],
  'relay/listen.ts': ['relay/errors.ts', 'relay/server.ts'],
  'relay/run.ts': ['relay/listen.ts', 'relay/server.ts'],
  'relay/relay.ts': ['contract', 'relay'],
  // What is stored it looks into itself, so that neither the audit log nor the keys need a relay that runs.
  'relay/command': ['contract', 'relay/errors.ts', 'relay/read-vault.ts', 'relay/store', 'relay/vault'],
  'relay/main.ts': [
    'relay/closing.ts',
    'relay/flush-log.ts',
    'relay/when-told-to-stop.ts',
    'relay/command',
    'relay/relay.ts',
    'relay/config.ts',
    'relay/errors.ts',
    'relay/log.ts',
    'relay/store',
    // It lets the configuration be checked against what each provider asks for.
    'relay/providers',
  ],

  'relay/never-connected.ts': [],
  ...Object.fromEntries(
    relay(rooms).map((room) => [
      room,
      ['contract', 'relay/errors.ts', 'relay/never-connected.ts', 'relay/with-time-limit.ts'],
    ]),
  ),
  // The one mover of messages keeps them in the store's database, beside what the store keeps.
  'relay/message': ['contract', 'relay/errors.ts', 'relay/store'],
  // Pure functions over facts: even what goes wrong is an answer.
  'relay/policy': ['contract'],
  ...Object.fromEntries(
    relay(slices).map((slice) => [
      slice,
      [
        'contract',
        ...relay(rooms),
        'relay/errors.ts',
        'relay/retry.ts',
        'relay/own-portal.ts',
        'relay/route.ts',
        'relay/with-time-limit.ts',
      ],
    ]),
  ),
}

/** Arrows that are for types alone, each with why it stands. At run time there is nothing of them. */
const typeArrows: { from: string; to: string; why: string }[] = [
  { from: 'relay/store', to: 'relay/providers/provider.ts', why: 'it stores what a provider received, and lines' },
  { from: 'relay/message', to: 'relay/providers/provider.ts', why: 'it says what a provider is asked for' },
  { from: 'relay/hubspot/client.ts', to: 'relay/store/hubspot-budget.ts', why: 'the store counts what it spends' },
  { from: 'relay/retry.ts', to: 'relay/store/put-off.ts', why: 'what it decides is what is stored' },
  {
    from: 'relay/providers/read-line.ts',
    to: 'relay/read-lines.ts',
    why: 'it makes a line of what the configuration says',
  },
]

/** What is for tests and yet stands elsewhere, too: tortures play on the fakes that the contract's tests play on. */
const sharedWithTests = {
  from: ['bench/torture/outage', 'bench/torture/providers', 'bench/torture/signatures'],
  to: 'test/providers',
}

const within = (path: string, place: string): boolean => path === place || path.startsWith(`${place}/`)

/** The part that a file belongs to: `contract`, `relay/send`, `relay/server.ts`. */
function partOf(path: string): string {
  const [top = '', next = ''] = path.split('/')
  return top === 'relay' ? `${top}/${next}` : top
}

/** Tests and what only they use: these may reach everywhere, and nothing else may reach them. */
export function isForTests(path: string): boolean {
  const forTests = /^test\/|\/fixture\/|\.test\.tsx?$|^app\.functions\/fake-|-under-test\.ts$/
  return forTests.test(path)
}

/** Says why a file must not import another, or nothing where it may. */
export function forbid(from: string, to: string, typeOnly: boolean): string | undefined {
  if (isForTests(from)) return undefined
  if (sharedWithTests.from.some((place) => within(from, place)) && within(to, sharedWithTests.to)) return undefined
  if (isForTests(to)) return 'only a test may use what is for tests; move what both need to where it belongs'
  const part = partOf(from)
  if (within(to, part)) return undefined
  const allowed = arrows[part]
  if (!allowed) {
    return `${part} is in no arrow; make it part of a room or a slice, or say in test/architecture/arrows.ts what it may use`
  }
  if (allowed.some((place) => within(to, place))) return undefined
  if (typeOnly && typeArrows.some((arrow) => within(from, arrow.from) && within(to, arrow.to))) return undefined
  const [source, target] = [part.replace('relay/', ''), partOf(to).replace('relay/', '')]
  if (slices.includes(source) && slices.includes(target)) {
    return 'slices never import slices; store a job that the other works off, or move what both use into a room'
  }
  if (rooms.includes(source) && slices.includes(target)) return 'a room never uses a slice; turn the arrow round'
  if (rooms.includes(source) && rooms.includes(target)) {
    return 'rooms do not use each other; let the slice that uses both bring them together, or take it as a parameter'
  }
  return `${part} may import ${allowed.length > 0 ? allowed.join(', ') : 'nothing of ours'}; pass it in, or move it`
}

/** Type arrows that no import uses any more. */
export function unusedTypeArrows(imports: { from: string; to: string }[]): string[] {
  return typeArrows
    .filter((arrow) => !imports.some(({ from, to }) => within(from, arrow.from) && within(to, arrow.to)))
    .map(
      ({ from, to }) => `${from} no longer imports types of ${to}; remove the arrow from test/architecture/arrows.ts`,
    )
}

/** Folders of relay/ that are neither a room nor a slice, nor what a person types. */
export function unknownRooms(root: string): string[] {
  return readdirSync(join(root, 'relay'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && ![...rooms, ...slices, ...commands].includes(entry.name))
    .map(({ name }) => `relay/${name} is neither a room nor a slice; see test/architecture/arrows.ts`)
}
