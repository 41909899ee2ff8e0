import { SettingsChanged } from '../../../contract/settings/change.ts'
import { LinesResponse } from '../../../contract/lines.ts'
import type { Provider } from '../../providers/provider.ts'
import { askRelay } from '../ask-relay.ts'
import { plainText } from '../plain-text.ts'
import { onExport } from './on-export.ts'
import { planFile, type FilePlan } from './plan-file.ts'
import { sayDifferences } from './say-differences.ts'
import { sayOutcome } from './say-outcome.ts'

type Print = (text: string) => void
type Env = Record<string, string | undefined>

interface Given {
  file: string
  env: Env
  account: string | undefined
  providers: ReadonlyMap<string, Provider>
  print: Print
}

/** Says what a file would change. Exit code 1 where it cannot be applied; with `exitCode` 2 where something would change. */
export async function tellPlan(given: Given, exitCode: boolean): Promise<number> {
  const plan = await planned(given)
  if (!plan) return 1
  const { would } = plan
  if (would.changed.length === 0) {
    given.print(`Nothing would change: ${whyNothing(plan)}`)
    return 0
  }
  given.print(`On top of version ${would.version} this would change:`)
  const said = [...sayDifferences(would.differences, false), ...(await losses(plan)), ...sayOutcome(would)]
  for (const line of said) given.print(line)
  return exitCode ? 2 : 0
}

/** Applies a file: all of it as one version, or nothing where somebody else has changed the same since the one that it is edited from. */
export async function applyFile(given: Given, more: { reason?: string; keepMinutes?: number }): Promise<number> {
  const plan = await planned(given)
  if (!plan) return 1
  const { access, sections, version, isExported, would } = plan
  if (would.changed.length === 0) {
    given.print(`Nothing changes: ${whyNothing(plan)}`)
    return 0
  }
  const lost = await losses(plan)
  const request = { portalId: access.portalId, version, sections, ...more }
  const done = await onExport(plan, () => askRelay(access, '/admin/settings/save', request, SettingsChanged))
  given.print(`Version ${done.version} of account ${access.portalId}:`)
  for (const line of [...sayDifferences(done.differences, true), ...lost, ...sayOutcome(done)]) given.print(line)
  if (isExported) {
    given.print(`Write version: ${done.version} into the file before you change it again, or take version out of it.`)
  }
  return 0
}

function whyNothing({ version, isExported, would }: FilePlan): string {
  return isExported && version < would.version
    ? `version ${would.version} has all that the file changes of version ${version}.`
    : `version ${would.version} is what the file says.`
}

async function planned({ file, env, account, providers, print }: Given): Promise<FilePlan | null> {
  const plan = await planFile(file, env, account, providers)
  if ('mistakes' in plan) {
    for (const mistake of plan.mistakes) print(plainText(mistake))
    const many = plan.mistakes.length === 1 ? 'one mistake' : `${plan.mistakes.length} mistakes`
    print(`Nothing is changed: the file has ${many}.`)
    return null
  }
  for (const note of plan.notes) print(plainText(note))
  return plan
}

/** What waits on lines that go. */
async function losses({ access, would }: FilePlan): Promise<string[]> {
  const gone = would.differences.flatMap(({ path, after }) =>
    after === null ? (/^lines\.([^.]+)$/.exec(path)?.[1] ?? []) : [],
  )
  if (gone.length === 0) return []
  const { lines } = await askRelay(access, '/admin/lines', { portalId: access.portalId }, LinesResponse)
  return lines
    .filter(({ id, waiting }) => gone.includes(id) && waiting > 0)
    .map(
      ({ id, waiting }) =>
        `  line ${id}: ${waiting === 1 ? '1 message waits' : `${waiting} messages wait`} on it, and will wait for a person`,
    )
}
