import { glob, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { placeInJson } from '../relay/config/place-in-json.ts'
import type { Edition } from './generated-files.ts'
import { projectRoot } from './project-root.ts'

const examples = ['hsprofile.example.json', 'project/profiles/*/hsprofile.*.json']

const named = /^hsprofile\.([^.]+)\.json$/

/** Where an edition's profiles lie, and what to copy there. */
const places: Record<Edition, { folder: string; example: string }> = {
  private: { folder: 'src', example: 'hsprofile.example.json' },
  marketplace: {
    folder: 'project/marketplace/src',
    example: 'project/profiles/marketplace/hsprofile.production.json',
  },
}

/**
 * Says what is wrong with the profiles of an edition: `hsprofile.<name>.json`, one for each HubSpot account, with the
 * account's id and the public address of its relay. `hs` itself would find a missing one only as an unfilled variable.
 */
export async function checkProfiles(project: string, edition: Edition): Promise<string[]> {
  const { folder, example } = places[edition]
  const files = (await readdir(join(project, folder))).filter((name) => named.test(name))
  if (files.length === 0) {
    return [
      'No profile says which HubSpot account to upload to and where its relay is. ' +
        `Copy ${example} to ${folder}/hsprofile.production.json and fill in accountId and RELAY_URL.`,
    ]
  }
  const problems: string[] = []
  const untouched = await readExamples()
  for (const name of files) {
    for (const problem of problemsOf(await readFile(join(project, folder, name), 'utf8'), untouched)) {
      problems.push(`${folder}/${name}: ${problem}`)
    }
  }
  return problems
}

interface Profile {
  accountId?: unknown
  variables?: Record<string, unknown>
}

function problemsOf(text: string, examples: readonly Profile[]): string[] {
  if (text.startsWith('\ufeff')) {
    return ['it begins with a byte order mark, with which "hs" does not read it; save it as UTF-8 without one']
  }
  let profile: Profile | null
  try {
    profile = JSON.parse(text) as Profile | null
  } catch {
    return [`it is not valid JSON: something is wrong at ${placeInJson(text)}`]
  }
  const { accountId } = profile ?? {}
  const relayUrl = profile?.variables?.['RELAY_URL']
  if (examples.some((one) => one.accountId === accountId && one.variables?.['RELAY_URL'] === relayUrl)) {
    return ['it is still the example; fill in accountId and RELAY_URL']
  }
  const problems: string[] = []
  if (!Number.isSafeInteger(accountId) || Number(accountId) < 1) {
    problems.push('accountId must be the number of a HubSpot account')
  }
  if (typeof relayUrl !== 'string' || !URL.canParse(relayUrl) || `https://${new URL(relayUrl).host}` !== relayUrl) {
    problems.push('variables.RELAY_URL must be an https address without a path or a slash at the end')
  }
  return problems
}

/** The profiles that people copy. */
async function readExamples(): Promise<Profile[]> {
  const profiles: Profile[] = []
  for await (const path of glob(examples, { cwd: projectRoot })) {
    profiles.push(JSON.parse(await readFile(join(projectRoot, path), 'utf8')) as Profile)
  }
  return profiles
}
