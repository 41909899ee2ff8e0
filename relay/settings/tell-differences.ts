import { cutText } from '../../contract/cut-text.ts'
import { changedSecret } from '../../contract/settings/changed-secret.ts'
import type { SettingDifference } from '../../contract/settings/change.ts'
import { canonicalJson } from '../account/digest-sections.ts'
import type { Sections } from '../account/sections/section-rules.ts'

/** Characters of a value, and differences, that are told. */
const most = { value: 200, told: 500 }

/**
 * What is different between two versions, place by place. Lines are told apart by their ids, whatever their order; of secrets only
 * their names are known here.
 */
export function tellDifferences(before: Sections, after: Sections, changed: readonly string[]): SettingDifference[] {
  const secrets = changed.flatMap((path) => {
    const secret = changedSecret(path)
    if (!secret) return []
    const words = `${secret.name} is ${secret.isGone ? 'there no more' : 'another'}`
    return [{ path, before: null, after: null, words }]
  })
  return [...compare(before, after, ''), ...secrets].slice(0, most.told)
}

function compare(before: unknown, after: unknown, path: string): SettingDifference[] {
  if (canonicalJson(before ?? null) === canonicalJson(after ?? null)) return []
  const [one, other] = [membersOf(before), membersOf(after)]
  // What is only on one side is told as a whole.
  if (one === null || other === null) return [difference(before, after, path)]
  const names = [...new Set([...one.keys(), ...other.keys()])]
  const within = names.flatMap((name) =>
    compare(one.get(name), other.get(name), path === '' ? name : `${path}.${name}`),
  )
  const order = (members: Map<string, unknown>) => [...members.keys()].join(', ')
  return within.length === 0 ? [difference(order(one), order(other), `${path} (order)`)] : within
}

/** What a value is made of, by name: of a list of things that have ids by these. */
function membersOf(value: unknown): Map<string, unknown> | null {
  if (typeof value !== 'object' || value === null) return null
  if (!Array.isArray(value)) return new Map(Object.entries(value))
  const named = value.map((one: unknown): [string | null, unknown] => [idOf(one), one])
  return named.every((one): one is [string, unknown] => one[0] !== null) ? new Map(named) : null
}

function idOf(value: unknown): string | null {
  return typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string' ? value.id : null
}

function difference(before: unknown, after: unknown, path: string): SettingDifference {
  const [was, is] = [inJson(before), inJson(after)]
  const words =
    was === null ? `${path} is new: ${is}` : is === null ? `${path} is gone: ${was}` : `${path} was ${was} and is ${is}`
  return { path, before: was, after: is, words }
}

function inJson(value: unknown): string | null {
  return value === undefined || value === null ? null : cutText(canonicalJson(value), most.value)
}
