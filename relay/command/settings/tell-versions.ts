import { changedSecret } from '../../../contract/settings/changed-secret.ts'
import { SettingsVersionResponse, SettingsVersionsResponse } from '../../../contract/settings/settings-request.ts'
import { askRelay } from '../ask-relay.ts'
import type { AccountAccess } from '../read-access.ts'
import { textTable } from '../text-table.ts'
import { sayDifferences } from './say-differences.ts'
import { timeIn } from '../../zone/time-in.ts'
import { sayVersion } from './say-version.ts'

/** Versions on one page. */
const page = 50

/** Who changed what, the newest first; those before `before`, where that is given. */
export async function tellVersions(
  access: AccountAccess,
  { before, about }: { before: number | undefined; about: string },
  print: (text: string) => void,
): Promise<number> {
  const asked = { portalId: access.portalId, limit: page, ...(before === undefined ? {} : { before }) }
  const { versions, timeZone } = await askRelay(access, '/admin/settings/versions', asked, SettingsVersionsResponse)
  const time = timeIn(timeZone)
  if (versions.length === 0) {
    print(before === undefined ? 'Nothing was saved yet.' : `There is nothing before version ${before}.`)
    return 0
  }
  print(
    textTable(
      ['VERSION', 'WHEN', 'WHO', 'CHANGED', 'WHY'],
      versions.map(({ version, at, by, changed, reason }) => ({
        cells: [String(version), time(at), by, inShort(changed), reason ?? ''],
        more: null,
      })),
    ),
  )
  const oldest = versions.at(-1)!.version
  if (versions.length === page && oldest > 1)
    print(`There are older ones: npm run relay -- settings versions ${oldest}${about}`)
  return 0
}

/** Which sections changed, and how many secrets: which ones those are, `settings version` says. */
function inShort(changed: readonly string[]): string {
  const sections = changed.filter((path) => changedSecret(path) === null)
  const secrets = changed.length - sections.length
  return [...sections, ...(secrets === 0 ? [] : [secrets === 1 ? 'a secret' : `${secrets} secrets`])].join(', ')
}

/** Who made a version, and what was different from the one before it. */
export async function tellVersion(
  access: AccountAccess,
  version: number,
  print: (text: string) => void,
): Promise<number> {
  const asked = { portalId: access.portalId, version }
  const { made, timeZone, against, differences } = await askRelay(
    access,
    '/admin/settings/version',
    asked,
    SettingsVersionResponse,
  )
  print(`Account ${access.portalId}, ${sayVersion(made, timeIn(timeZone))}`)
  const lines = sayDifferences(differences, true)
  if (against === 0) print('The first version. It has:')
  for (const line of lines.length > 0 ? lines : ['  Nothing is different from the one before.']) print(line)
  return 0
}
