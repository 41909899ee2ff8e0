import {
  ReadSettingsRequest,
  ReadSettingsResponse,
  RollbackSettingsRequest,
  RotateSecretRequest,
  SaveSettingsRequest,
  SettingsVersionRequest,
  SettingsVersionResponse,
  SettingsVersionsRequest,
  SettingsVersionsResponse,
} from '../../contract/settings/settings-request.ts'
import { SettingsChanged } from '../../contract/settings/change.ts'
import { Invalid } from '../errors.ts'
import { ownPortal } from '../http/own-portal.ts'
import { route, type Door, type RawRequest, type Route } from '../http/route.ts'
import { readSettings } from './read-settings.ts'
import { createRollback } from './rollback.ts'
import { createSaveSettings, type Save } from './save-settings.ts'
import type { SettingsCaller } from './settings-caller.ts'
import type { SettingsNeeds } from './settings-needs.ts'
import { noVersion, settingsAreFiles } from './invalid-settings.ts'
import { testRoute, type TestRouteNeeds } from './test-route.ts'
import { createTestSaved, type TestSavedNeeds } from './test-saved.ts'
import { showVersion, showVersions } from './show-versions.ts'

/** Largest body in bytes: five hundred lines with all that is in them. */
const limit = 2_097_152
const aDay = 86_400_000

/** Everything that may be done with an account's settings, at one door, whose addresses begin with `prefix`. */
export function settingsRoutes(
  door: Door<SettingsCaller>,
  prefix: string,
  needs: SettingsNeeds & TestSavedNeeds & TestRouteNeeds,
): Route[] {
  const save = createSaveSettings(needs)
  const rollBack = createRollback(needs, save)
  const tested = createTestSaved(needs)

  const read = route({
    method: 'POST',
    path: prefix,
    summary: 'What an account has configured, without its secrets.',
    door,
    body: ReadSettingsRequest,
    response: ReadSettingsResponse,
    async handle({ caller }, { portalId }) {
      ownPortal(caller.portalId, portalId ?? caller.portalId)
      return readSettings(caller, needs)
    },
  })

  const saved = route({
    method: 'POST',
    path: `${prefix}/save`,
    summary: 'Sections are saved as a new version, or nothing is, with everything that is wrong at once.',
    door,
    body: SaveSettingsRequest,
    response: SettingsChanged,
    limit,
    async handle(request, { sections, keepMinutes, trial = false, ...said }) {
      const by = await changer(request, { ...said, trial }, needs)
      const keep = keepMinutes === undefined ? aDay : keepMinutes * 60_000
      const wanted = { ...by, action: 'setting.saved' as const, sections, keep, isTrial: trial }
      return tested(wanted, await save(wanted))
    },
  })

  const versions = route({
    method: 'POST',
    path: `${prefix}/versions`,
    summary: 'Who changed what, when and why.',
    door,
    body: SettingsVersionsRequest,
    response: SettingsVersionsResponse,
    async handle({ caller }, { portalId, before, limit = 50 }) {
      ownPortal(caller.portalId, portalId ?? caller.portalId)
      return showVersions(needs.database.forPortal(caller.portalId), { before: before ?? null, limit })
    },
  })

  const version = route({
    method: 'POST',
    path: `${prefix}/version`,
    summary: 'A version, and what is different from another.',
    door,
    body: SettingsVersionRequest,
    response: SettingsVersionResponse,
    async handle({ caller }, { portalId, version, against }) {
      ownPortal(caller.portalId, portalId ?? caller.portalId)
      return showVersion(needs.database.forPortal(caller.portalId), version, against ?? version - 1)
    },
  })

  const rolledBack = route({
    method: 'POST',
    path: `${prefix}/rollback`,
    summary: 'All sections as a version had them; secrets stay as they are.',
    door,
    body: RollbackSettingsRequest,
    response: SettingsChanged,
    limit,
    async handle(request, { to, secrets, trial = false, ...said }) {
      const by = await changer(request, { ...said, trial }, needs)
      const wanted = { ...by, keep: aDay, isTrial: trial, ...(secrets && { secrets }) }
      return tested(wanted, await rollBack(wanted, to))
    },
  })

  const rotated = route({
    method: 'POST',
    path: `${prefix}/rotate`,
    summary: 'A secret gets another value; the one before is valid for what comes in until its time is over.',
    door,
    body: RotateSecretRequest,
    response: SettingsChanged,
    async handle(request, { name, value, keepMinutes, ...said }) {
      const by = await changer(request, said, needs)
      const keep = keepMinutes === undefined ? aDay : keepMinutes * 60_000
      return tested(
        by,
        await save({ ...by, action: 'setting.rotated', sections: {}, secrets: { [name]: value }, keep }),
      )
    },
  })

  return [read, saved, versions, version, rolledBack, rotated, testRoute(door, prefix, needs)]
}

/** Who changes which account's settings on top of which version. Throws `Invalid` where they may not, or say no version. */
async function changer(
  request: RawRequest & { readonly caller: SettingsCaller },
  said: { portalId?: string; version?: number; reason?: string; trial?: boolean },
  { files }: Pick<SettingsNeeds, 'files'>,
): Promise<Pick<Save, 'portalId' | 'by' | 'mayLeave' | 'edited' | 'reason'>> {
  const { caller, headers } = request
  ownPortal(caller.portalId, said.portalId ?? caller.portalId)
  await caller.mayChange()
  if (files && !said.trial) throw settingsAreFiles(files.fileOf(caller.portalId))
  const edited = said.version ?? matched(headers['if-match'])
  if (edited === null) throw noVersion()
  const { portalId, by, mayLeave } = caller
  return { portalId, by, ...(mayLeave && { mayLeave }), edited, reason: said.reason ? reasonIn(said.reason) : null }
}

function matched(header: string | undefined): number | null {
  const [, digits] = /^"?([0-9]{1,9})"?$/.exec(header?.trim() ?? '') ?? []
  return digits === undefined ? null : Number(digits)
}

function reasonIn(said: string): string {
  const reason = said
    .toWellFormed()
    .replaceAll(/\p{Cc}+/gu, ' ')
    .trim()
  if (reason === '') throw new Invalid('missing_reason', 'The reason says nothing: say why, or leave it out.')
  return reason
}
