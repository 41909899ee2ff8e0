import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { forbid, isForTests, partOf, unknownRooms, unusedArrows } from './architecture/judge-arrows.ts'
import { findCycles } from './architecture/find-cycles.ts'
import { isNamedAfterExport } from './architecture/named-after.ts'
import { reachedPackages } from './architecture/reached-packages.ts'
import { folders, readSources } from './architecture/read-sources.ts'

const root = join(import.meta.dirname, '..')
const sources = readSources(root)
const imports = [...sources.values()].flatMap(({ path: from, imports }) =>
  imports.flatMap(({ target: to, typeOnly }) => (to === undefined ? [] : [{ from, to, typeOnly }])),
)
const files = globSync(`{${folders.join(',')}}/**/*`, { cwd: root, exclude: ['**/node_modules/**'] }).map((path) =>
  path.replaceAll('\\', '/'),
)

/** What runs at a customer's; the rest plays the world around it, in that world's words. */
const product = /^(contract|relay|extensions|app\.functions|project)\//

/** What HubSpot loads, and the packages it may bring: anything more is weight that every opened record pays for. */
const uploads = [
  { entries: 'extensions/*/*/index.tsx', packages: /^(react|@hubspot\/ui-extensions)(\/|$)/ },
  { entries: 'app.functions/relay.ts', packages: /^(axios$|node:)/ },
]

/** Files that are one thing although they are long. */
const long = new Map([
  ['relay/hubspot/signature.test.ts', 'known answers of all three signature versions, side by side'],
  ['workbench/hubspot/workflow.test.ts', 'one engine, and one receiver that all its tests share'],
  ['workbench/host/fixture/KitchenSink.tsx', 'one card that shows every component there is'],
])

test('the sources are found, with what they import', () => {
  expect(sources.size).toBeGreaterThan(100)
  expect(imports).toContainEqual({ from: 'relay/main.ts', to: 'relay/run-program.ts', typeOnly: false })
  expect(imports).toContainEqual({
    from: 'relay/store/inbox/inbox.ts',
    to: 'relay/providers/provider.ts',
    typeOnly: true,
  })
})

test('every import follows an arrow of the design', () => {
  const wrong = imports.flatMap(({ from, to, typeOnly }) => {
    const reason = forbid(from, to, typeOnly)
    return reason === undefined ? [] : [`${from} imports ${to}: ${reason}`]
  })
  expect(wrong).toEqual([])
})

test.each([
  ['relay/send/send.ts', 'relay/reply/match.ts', false, 'slices never import slices'],
  ['relay/store/inbox/inbox.ts', 'relay/reply/match.ts', true, 'a room never uses a slice'],
  ['relay/store/inbox/inbox.ts', 'relay/providers/lines.ts', false, 'a room uses only what is below it'],
  ['relay/store/inbox/inbox.ts', 'relay/providers/provider.ts', false, 'a room uses only what is below it'],
  ['relay/store/portal/portals.ts', 'relay/store/inbox/inbox.ts', true, 'a room uses only what is below it'],
  ['relay/store/database.ts', 'relay/store/jobs/jobs.ts', true, 'a room uses only what is below it'],
  ['relay/hubspot/client.ts', 'relay/http/route.ts', true, 'a room uses only what is below it'],
  ['relay/send/accept.ts', 'relay/http/server.ts', true, 'relay/send may import'],
  ['relay/policy/keyword.ts', 'relay/errors.ts', false, 'relay/policy may import contract'],
  ['relay/send/send.ts', 'relay/relay.ts', false, 'relay/send may import'],
  ['relay/send/send.ts', 'workbench/cast.ts', true, 'relay/send may import'],
  ['relay/send/send.ts', 'test/world.ts', true, 'only a test may use'],
  ['relay/orders/take.ts', 'contract/channel.ts', true, 'relay/orders is in no arrow'],
  ['contract/channel.ts', 'relay/errors.ts', true, 'nothing of ours'],
  ['extensions/relay/call-relay.ts', 'relay/errors.ts', true, 'extensions may import contract'],
])('%s must not import %s', (from, to, typeOnly, reason) => {
  expect(forbid(from, to, typeOnly)).toContain(reason)
})

test('every arrow is still needed', () => {
  expect(unusedArrows(imports)).toEqual([])
})

test('no rooms use each other in a ring, not even for types', () => {
  const rooms = new Map<string, { imports: { target: string; typeOnly: boolean }[] }>()
  for (const { from, to } of imports) {
    if (isForTests(from) || isForTests(to) || partOf(from) === partOf(to)) continue
    const { imports: others } = rooms.get(partOf(from)) ?? { imports: [] }
    rooms.set(partOf(from), { imports: [...others, { target: partOf(to), typeOnly: false }] })
  }
  const rings = findCycles(rooms).map((ring) => ring.join(' -> '))
  expect(rings).toEqual([])
})

test('every folder of the relay is a room or a slice', () => {
  expect(unknownRooms(root)).toEqual([])
})

test('no files import each other in a ring', () => {
  const rings = findCycles(sources).map((ring) => `${ring.join(' -> ')}: move what both need into a file of its own`)
  expect(rings).toEqual([])
})

test('a relative import names a file that is there, with its extension', () => {
  const present = new Set(files)
  expect(imports.filter(({ to }) => !present.has(to)).map(({ from, to }) => `${from} imports ${to}`)).toEqual([])
})

test.for(uploads)('$entries brings only the packages it may', ({ entries, packages }) => {
  const wrong = globSync(entries, { cwd: root }).flatMap((entry) =>
    [...reachedPackages(sources, entry.replaceAll('\\', '/'))]
      .filter(([specifier]) => !packages.test(specifier))
      .map(([specifier, from]) => `${entry} brings ${specifier} through ${from}: import its types with "import type"`),
  )
  expect(wrong).toEqual([])
})

test('no file or folder has a name that says nothing', () => {
  const vague = /(^|[/.])(helpers?|utils?|lib|common|shared|services?|types|misc)([/.]|$)/
  expect(files.filter((path) => vague.test(path)).map((path) => `${path}: name it after what it does`)).toEqual([])
})

test('a file of the product is named after what it exports', () => {
  const wrong = [...sources.values()].filter(
    (source) => product.test(source.path) && !isForTests(source.path) && !isNamedAfterExport(source),
  )
  expect(wrong.map(({ path, exports }) => `${path} exports ${exports.join(', ')}: rename one or the other`)).toEqual([])
})

test('no file is longer than 250 lines', () => {
  const wrong = files.flatMap((path) => {
    if (!/\.(tsx?|css)$/.test(path) || long.has(path)) return []
    const lines = readFileSync(join(root, path), 'utf8').split('\n').length - 1
    return lines > 250 ? [`${path} has ${lines} lines: split it by what changes together`] : []
  })
  expect(wrong).toEqual([])
})

test('the migrations are numbered from 0001 without a gap, each named after what it adds', () => {
  const names = files.flatMap((path) => /^relay\/store\/migrations\/(.+)$/.exec(path)?.[1] ?? []).sort()
  expect(names).not.toEqual([])
  for (const [index, name] of names.entries()) {
    const number = String(index + 1).padStart(4, '0')
    expect(name, `expected ${number}-what-it-adds.sql`).toMatch(new RegExp(`^${number}(-[a-z0-9]+)+\\.sql$`))
  }
})
