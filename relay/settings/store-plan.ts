import { cutText } from '../../contract/cut-text.ts'
import { changedSecret } from '../../contract/settings/changed-secret.ts'
import type { LineSetting } from '../../contract/settings/lines.ts'
import { canonicalJson } from '../account/digest-sections.ts'
import { readSecretName, secretPlace } from '../account/secret-place.ts'
import { secretPlaces } from '../providers/secret-places.ts'
import type { PortalDb } from '../store/database.ts'
import { forgetConnectionTests } from '../store/account/connection-tests.ts'
import { storeSecrets } from '../store/account/store-secrets.ts'
import { announceVersion, storeVersion } from '../store/account/store-version.ts'
import { appendAudit } from '../store/audit/audit.ts'
import { holdMasterKey } from '../store/sealed/master-keys.ts'
import { storeLines } from '../store/line/lines.ts'
import type { PlannedSave } from './planned-save.ts'
import type { Save } from './save-settings.ts'
import type { SettingsNeeds } from './settings-needs.ts'

/** Stores a planned save as a version. The caller has locked the account. */
export async function storePlan(
  tx: PortalDb,
  planned: PlannedSave,
  made: Save & { version: number; digest: string },
  needs: Pick<SettingsNeeds, 'vault' | 'providers' | 'now'>,
): Promise<void> {
  const { portalId } = tx
  const { by, reason, version, digest, keep } = made
  const { changed, sections, removed, ofOthers } = planned
  // So that no process has meanwhile been started with another key.
  const vault = planned.set.length > 0 ? await holdMasterKey(tx, needs.vault) : null
  const set = planned.set.flatMap(({ name, value }) =>
    vault ? [{ name, sealed: vault.seal(value, secretPlace(portalId, name)) }] : [],
  )
  await storeVersion(tx, { ...{ version, by, reason, changed, digest }, sections })
  if (set.length + removed.length + ofOthers.length > 0) await storeSecrets(tx, { set, removed, ofOthers, keep, by })
  if (changed.some((name) => name === 'lines' || changedSecret(name))) {
    const all = planned.whole.lines ?? []
    const before = new Map((planned.before.lines ?? []).map((line) => [line.id, canonicalJson(line.settings)]))
    const sent = secretsSent(planned, needs.providers)
    const leads = ({ id, settings }: LineSetting) =>
      made.leads?.(id) ?? (before.get(id) !== canonicalJson(settings) || sent.has(id))
    const lines = all.flatMap((line) => {
      const provider = needs.providers.get(line.provider)
      return provider ? [{ line, provider, led: leads(line) }] : []
    })
    const others = all.flatMap(({ id, provider }) => (needs.providers.has(provider) ? [] : [id]))
    await storeLines(tx, lines, others)
    await forgetConnectionTests(tx, remaining(planned))
  }
  await made.also?.(tx)
  const detail = { version, digest, changed: cutText(changed.join(' '), 200), count: changed.length }
  await appendAudit(tx, [{ portalId, at: needs.now(), actor: by, action: made.action, detail }])
  await announceVersion(tx, version)
}

/** Lines of which a secret is another that is sent to their vendor: it may be of another account there, which knows nothing of what was. */
function secretsSent({ set, removed, whole }: PlannedSave, providers: SettingsNeeds['providers']): Set<string> {
  const lines = new Map((whole.lines ?? []).map((line) => [line.id, line]))
  return new Set(
    [...set.map(({ name }) => name), ...removed].flatMap((name) => {
      const { lineId = '', place } = readSecretName(name) ?? {}
      const provider = providers.get(lines.get(lineId)?.provider ?? '')
      const known = provider && secretPlaces(provider.settings).find((one) => one.place === place)
      return known && !known.guards ? [lineId] : []
    }),
  )
}

/** Lines that were there before and are still of the same vendor: what a test found of any other is of no line that there is. */
function remaining({ before, whole }: PlannedSave): string[] {
  const vendors = new Map((before.lines ?? []).map(({ id, provider }) => [id, provider]))
  return (whole.lines ?? []).flatMap(({ id, provider }) => (vendors.get(id) === provider ? [id] : []))
}
