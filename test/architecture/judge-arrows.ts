import { readdirSync } from 'node:fs'
import { join, posix } from 'node:path'
import { arrows, commands, ground, rooms, slices } from './arrows.ts'
import { typeArrows } from './type-arrows.ts'

/** What is for tests and yet stands elsewhere, too: tortures play on the fakes that the contract's tests play on. */
const sharedWithTests = {
  from: ['bench/torture/outage', 'bench/torture/providers', 'bench/torture/signatures'],
  to: 'test/providers',
}

const within = (path: string, place: string): boolean =>
  place.endsWith('/*') ? posix.dirname(path) === posix.dirname(place) : path === place || path.startsWith(`${place}/`)

/** The part that a file belongs to: `contract`, `relay/send`, `relay/retry.ts`, `relay/store/line`, `relay/store/*`. */
export function partOf(path: string): string {
  if (within(path, ground)) return ground
  const [top = '', ...names] = path.split('/')
  return top === 'relay' ? [top, ...names.slice(0, names[0] === 'store' ? 2 : 1)].join('/') : top
}

/** The room or the slice of the relay that a part is, or is in. */
const roomOf = (part: string): string => part.split('/')[1] ?? ''

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
  const [source, target] = [roomOf(part), roomOf(partOf(to))]
  if (slices.includes(source) && slices.includes(target)) {
    return 'slices never import slices; store a job that the other works off, or move what both use into a room'
  }
  if (rooms.includes(source) && slices.includes(target)) return 'a room never uses a slice; turn the arrow round'
  if (rooms.includes(source) && rooms.includes(target)) {
    return 'a room uses only what is below it; let the slice that uses both bring them together, or take it as a parameter'
  }
  return `${part} may import ${allowed.length > 0 ? allowed.join(', ') : 'nothing of ours'}; pass it in, or move it`
}

/** Arrows that no import follows any more, of values and of types. */
export function unusedArrows(imports: { from: string; to: string }[]): string[] {
  const wanted = imports.filter(({ from }) => !isForTests(from))
  const declared = [
    ...Object.entries(arrows).flatMap(([from, places]) => places.map((to) => ({ from, to }))),
    ...typeArrows,
  ]
  return declared
    .filter((arrow) => !wanted.some(({ from, to }) => within(from, arrow.from) && within(to, arrow.to)))
    .map(({ from, to }) => `${from} no longer imports ${to}; remove the arrow from test/architecture/arrows.ts`)
}

/** Folders of relay/ that are neither a room nor a slice, nor what a person types. */
export function unknownRooms(root: string): string[] {
  return readdirSync(join(root, 'relay'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && ![...rooms, ...slices, ...commands].includes(entry.name))
    .map(({ name }) => `relay/${name} is neither a room nor a slice; see test/architecture/arrows.ts`)
}
