import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Edition } from './generated-files.ts'

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
  for (const name of files) {
    for (const problem of problemsOf(await readFile(join(project, folder, name), 'utf8'))) {
      problems.push(`${folder}/${name}: ${problem}`)
    }
  }
  return problems
}

function problemsOf(text: string): string[] {
  let profile: { accountId?: unknown; variables?: Record<string, unknown> } | null
  try {
    profile = JSON.parse(text) as typeof profile
  } catch {
    return ['it is not valid JSON']
  }
  const problems: string[] = []
  if (!Number.isSafeInteger(profile?.accountId)) problems.push('accountId must be the number of a HubSpot account')
  const relayUrl = profile?.variables?.['RELAY_URL']
  if (typeof relayUrl !== 'string' || !URL.canParse(relayUrl) || `https://${new URL(relayUrl).host}` !== relayUrl) {
    problems.push('variables.RELAY_URL must be an https address without a path or a slash at the end')
  }
  return problems
}
