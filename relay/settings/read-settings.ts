import type { ReadSettingsResponse } from '../../contract/settings/settings-request.ts'
import { readSections, sectionNames } from '../account/sections/read-sections.ts'
import { sectionRegistry } from '../account/sections/section-registry.ts'
import { Invalid, Temporary } from '../errors.ts'
import { readVersion } from '../store/account/account-versions.ts'
import { readConnectionTests } from '../store/account/connection-tests.ts'
import { readAccount, type StoredSecret } from '../store/account/read-account.ts'
import { zones } from '../zone/zones.ts'
import type { SettingsCaller } from './settings-caller.ts'
import type { SettingsNeeds } from './settings-needs.ts'
import { settingsAreFiles, toVersion } from './invalid-settings.ts'
import { sectionsAlong } from './sections-along.ts'

/**
 * What an account has configured, and whether whoever asks may change it. Where nothing is stored, what the environment says of it besides
 * its lines, whose secrets stand with them.
 */
export async function readSettings(
  { portalId, mayChange }: SettingsCaller,
  needs: Pick<SettingsNeeds, 'database' | 'givenOf' | 'files'>,
): Promise<ReadSettingsResponse> {
  const portal = needs.database.forPortal(portalId)
  const { files = null } = needs
  const [stored, refused, tests] = await Promise.all([
    readAccount(portal),
    refusalOf(mayChange),
    readConnectionTests(portal),
  ])
  const whyNot = refused ?? (files && settingsAreFiles(files.fileOf(portalId)).message)
  const version = stored?.version ?? 0
  const newest = version === 0 ? null : await readVersion(portal, version)
  const given = version === 0 ? needs.givenOf(portalId) : {}
  const read = readSections(version === 0 ? sectionsAlong(given) : (stored?.sections ?? []))
  return {
    portalId,
    version,
    newest: newest && toVersion(newest),
    sections: Object.fromEntries(sectionNames.map((name) => [name, read[name] ?? null])),
    ordinary: Object.fromEntries(sectionNames.map((name) => [name, sectionRegistry[name].ordinary])),
    timeZone: zones.nameOf(read.region?.timeZone ?? ''),
    secrets: standingOf(stored?.secrets ?? []),
    tests: Object.fromEntries(
      [...tests].map(([subject, { at, result, code, words }]) => [
        subject,
        { at: at.toISOString(), result, code, words },
      ]),
    ),
    inEnvironment: given.lines !== undefined,
    file: files && { name: files.fileOf(portalId), mistakes: files.mistakesIn(portalId) },
    mayChange: whyNot === null,
    whyNot,
  }
}

async function refusalOf(mayChange: SettingsCaller['mayChange']): Promise<string | null> {
  try {
    await mayChange()
    return null
  } catch (error) {
    if (error instanceof Invalid || error instanceof Temporary) return error.message
    throw error
  }
}

function standingOf(secrets: readonly StoredSecret[]): ReadSettingsResponse['secrets'] {
  return secrets
    .filter(({ until }) => until === null)
    .map(({ name, since, setBy }) => {
      const [previous] = secrets.filter((one) => one.name === name && one.until !== null)
      return { name, since: since.toISOString(), by: setBy, previousUntil: previous?.until?.toISOString() ?? null }
    })
}
