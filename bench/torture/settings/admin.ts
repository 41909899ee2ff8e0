import { randomUUID } from 'node:crypto'
import type { LineSetting } from '../../../contract/settings/lines.ts'
import type { SettingsChanged } from '../../../contract/settings/change.ts'
import type { ReadSettingsResponse, SettingsVersionResponse } from '../../../contract/settings/settings-request.ts'
import type { Canaries } from './find-canaries.ts'
import type { Ledger, OpenLine } from './ledger.ts'
import type { SettingsDesk } from './settings-desk.ts'

/** An account, as its admins know it. */
export interface Cast {
  portalId: string
  /** Webhook secrets that were answered, by line. */
  hooks: Map<string, Hook>
  /** Lines that were there at the last answer, and those that are gone. */
  lines: Set<string>
  gone: string[]
}

/** The newest webhook secret of a line, and the one that is valid beside it; null: nobody knows which that is. */
export interface Hook {
  now: string
  before: string | null
  /** The line was given it when it came: nothing is valid beside it. */
  isFirst: boolean
  since: number
  /** A vendor has signed with the newest. */
  isTried: boolean
  /** When that was first answered as genuine. */
  provedAt: number | null
}

interface Wish {
  path: '/save' | '/rotate' | '/rollback'
  request: object
  kind: 'rotated' | 'removed' | 'rolledBack' | null
  lines: LineSetting[] | null
  /** Keys and webhook secrets that it gives, by line. */
  secrets: Map<string, Partial<Record<'key' | 'webhookSecret', string>>>
}

export interface AdminNeeds {
  desk: SettingsDesk
  ledger: Ledger
  canaries: Canaries
  vendorUrl: string
  /** What must not be: refusals of what is right. */
  wrongs: string[]
}

/** Lines that an account has at least, and at most. */
const [fewest, most] = [2, 6]
let number = 0

/** One change of an account's settings, as somebody makes it who has looked at them before; it may lose against another's. */
export async function changeSettings(cast: Cast, needs: AdminNeeds): Promise<void> {
  const { portalId } = cast
  const isFirst = cast.lines.size === 0
  const shown = await needs.desk.ask<ReadSettingsResponse>(portalId, '', {}, isFirst ? 'operator' : undefined)
  if (shown?.status !== 200) return void (shown && needs.wrongs.push(`not shown: ${JSON.stringify(shown.body)}`))
  const { version: edited, sections } = shown.body
  const lines = (sections.lines ?? []) as LineSetting[]
  const wish = await think(cast, needs, lines, edited)
  const mark = randomUUID()
  const asked = {
    ...{ portalId, edited, mark, askedAt: now() },
    lines: wish.lines && new Map(wish.lines.map((line) => [line.id, openLine(line)])),
    keys: new Map([...wish.secrets].flatMap(([lineId, { key }]) => (key ? [[lineId, key]] : []))),
  }
  needs.ledger.open.set(mark, asked)
  const said = { version: edited, reason: mark, ...wish.request }
  const answer = await needs.desk.ask<SettingsChanged>(portalId, wish.path, said, isFirst ? 'operator' : undefined)
  const answeredAt = now()
  if (!answer) return forgetHooks(cast, wish)
  if (answer.status === 200 && answer.body.changed.length > 0) {
    needs.ledger.saves.push({ ...asked, version: answer.body.version, answeredAt })
    if (wish.kind) needs.ledger[wish.kind] += 1
    const alone = [...needs.ledger.open.values()].every((other) => other.mark === mark || other.portalId !== portalId)
    remember(cast, wish, { since: answeredAt, alone, askedAt: asked.askedAt })
  } else if (answer.status === 412) needs.ledger.conflicts += 1
  // A line that is gone meanwhile has no secret to be given anew, and one that comes back needs them.
  else if (answer.status !== 200 && (answer.status !== 422 || wish.path === '/save')) {
    needs.wrongs.push(`${wish.path} is refused: ${answer.status} ${JSON.stringify(answer.body).slice(0, 300)}`)
  }
  needs.ledger.open.delete(mark)
}

/** Beside another change it is not known which value was the one before: the line may have been away in between. */
function remember(
  cast: Cast,
  wish: Wish,
  { since, alone, askedAt }: { since: number; alone: boolean; askedAt: number },
): void {
  for (const [lineId, { webhookSecret }] of wish.secrets) {
    if (!webhookSecret) continue
    const isFirst = alone && !cast.lines.has(lineId)
    const before = alone && !isFirst ? staysBeside(cast.hooks.get(lineId), askedAt) : null
    cast.hooks.set(lineId, { ...{ now: webhookSecret, before, isFirst, since }, isTried: false, provedAt: null })
  }
  if (!wish.lines) return
  const lines = new Set(wish.lines.map(({ id }) => id))
  for (const lineId of cast.lines) if (!lines.has(lineId)) cast.gone.push(lineId)
  cast.lines = lines
  cast.gone = cast.gone.filter((lineId) => !lines.has(lineId))
}

/** What stays valid beside a new secret: the newest until then, unless nobody has ever signed with it while another was valid, too. */
function staysBeside(hook: Hook | undefined, askedAt: number): string | null {
  if (!hook) return null
  if (hook.isFirst || (hook.provedAt !== null && hook.provedAt < askedAt)) return hook.now
  return hook.isTried ? null : hook.before
}

/** Nobody knows which secrets these lines have now. */
function forgetHooks(cast: Cast, { secrets, lines }: Wish): void {
  for (const lineId of cast.hooks.keys()) {
    if (secrets.has(lineId) || (lines && !lines.some(({ id }) => id === lineId))) cast.hooks.delete(lineId)
  }
}

async function think(cast: Cast, needs: AdminNeeds, lines: LineSetting[], edited: number): Promise<Wish> {
  const none = { kind: null, lines: null, secrets: new Map() as Wish['secrets'] }
  if (lines.length < fewest) return withMore(cast, needs, lines, 3)
  const chance = Math.random()
  const one = lines[Math.floor(Math.random() * lines.length)]!
  if (chance < 0.15) return rotated(one.id, 'key', needs)
  if (chance < 0.2) return rotated(one.id, 'webhookSecret', needs)
  if (chance < 0.35) return saved(lines.map((line) => (line === one ? { ...line, address: newAddress() } : line)))
  if (chance < 0.5) return saved(lines.map((line) => (line === one ? movedLine(line, needs.vendorUrl) : line)))
  if (chance < 0.65 && lines.length > fewest) {
    return { ...saved(lines.filter((line) => line !== one)), kind: 'removed' }
  }
  if (chance < 0.8 && lines.length < most) return withMore(cast, needs, lines, 1)
  if (chance < 0.88 && edited > 3)
    return backTo(edited - Math.ceil(Math.random() * Math.min(10, edited - 1)), lines, cast, needs)
  if (chance < 0.94) return { ...none, ...ofSection('pause', { percent: 50, least: 20 + (number += 1), minutes: 60 }) }
  return { ...none, ...ofSection('retention', { rawDays: 3 + ((number += 1) % 20), storyDays: 30 + (number % 300) }) }
}

const ofSection = (name: string, value: object): Pick<Wish, 'path' | 'request'> => ({
  ...{ path: '/save', request: { sections: { [name]: value } } },
})

const saved = (lines: LineSetting[], secrets: Wish['secrets'] = new Map()): Wish => ({
  ...{ path: '/save', request: { sections: { lines } }, kind: null, lines, secrets },
})

function rotated(lineId: string, what: 'key' | 'webhookSecret', { canaries }: AdminNeeds): Wish {
  const value = canaries.lay()
  return {
    ...{ path: '/rotate', request: { name: `line/${lineId}/${what}`, value }, kind: 'rotated', lines: null },
    secrets: new Map([[lineId, { [what]: value }]]),
  }
}

/** New lines, now and then one that was there before, with new secrets in any case. */
function withMore(cast: Cast, { canaries, vendorUrl }: AdminNeeds, lines: LineSetting[], count: number): Wish {
  const secrets: Wish['secrets'] = new Map()
  const more = Array.from({ length: count }, (): LineSetting => {
    const [former] = Math.random() < 0.4 ? cast.gone.filter((id) => !lines.some((line) => line.id === id)) : []
    const id = former ?? `line-${(number += 1)}`
    const own = { key: canaries.lay(), webhookSecret: canaries.lay() }
    secrets.set(id, own)
    const settings = { url: newUrl(vendorUrl), ...own }
    return { id, label: `Line ${id}`, provider: 'simulator', channel: 'sms', address: newAddress(), settings }
  })
  const unique = more.filter(({ id }, index) => more.findIndex((line) => line.id === id) === index)
  const all = [...lines, ...unique]
  // Whoever begins with nothing also says who its admins are; no version is without them.
  return lines.length > 0
    ? saved(all, secrets)
    : { ...saved(all, secrets), request: { sections: { lines: all, access: { admins: { users: ['7'] } } } } }
}

/** A version of before, with new secrets for its lines that are gone by now. */
async function backTo(to: number, lines: LineSetting[], cast: Cast, needs: AdminNeeds): Promise<Wish> {
  const shown = await needs.desk.ask<SettingsVersionResponse>(cast.portalId, '/version', { version: to })
  const then = (shown?.status === 200 ? (shown.body.sections.lines ?? []) : []) as LineSetting[]
  const secrets: Wish['secrets'] = new Map()
  for (const { id } of then) {
    if (lines.some((line) => line.id === id)) continue
    secrets.set(id, { key: needs.canaries.lay(), webhookSecret: needs.canaries.lay() })
  }
  const named = [...secrets].flatMap(([id, own]) =>
    Object.entries(own).map(([what, value]) => [`line/${id}/${what}`, value]),
  )
  return {
    ...{ path: '/rollback', request: { to, secrets: Object.fromEntries(named) as object }, kind: 'rolledBack' },
    ...{ lines: then, secrets },
  }
}

const newAddress = () => `+1555${2_000_000 + (number += 1)}`
const newUrl = (vendorUrl: string) => `${vendorUrl}/place-${(number += 1)}`
const movedLine = (line: LineSetting, vendorUrl: string): LineSetting => ({
  ...line,
  settings: { ...line.settings, url: newUrl(vendorUrl) },
})
const openLine = ({ address, settings }: LineSetting): OpenLine => ({
  address,
  place: new URL(String(settings.url)).pathname,
})

function now(): number {
  return performance.timeOrigin + performance.now()
}
