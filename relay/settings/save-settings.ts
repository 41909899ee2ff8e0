import { changedSecret } from '../../contract/settings/changed-secret.ts'
import { digestSections } from '../account/digest-sections.ts'
import { secretPlace } from '../account/secret-place.ts'
import { readSections } from '../account/sections/read-sections.ts'
import type { Sections } from '../account/sections/section-rules.ts'
import { Invalid } from '../errors.ts'
import type { PortalDb } from '../store/database.ts'
import { listLater, readSectionsAt, readVersion, type AccountVersion } from '../store/account/account-versions.ts'
import { forgetUnsaved, lockAccount } from '../store/account/lock-account.ts'
import { readAccount } from '../store/account/read-account.ts'
import { storeTaken } from '../store/account/read-taken.ts'
import type { AuditAction, AuditActor } from '../store/audit/audit.ts'
import { noMasterKey } from '../store/sealed/no-master-key.ts'
import { askOutside } from './ask-outside.ts'
import { planSave } from './plan-save.ts'
import type { PlannedSave, WantedSettings } from './planned-save.ts'
import { changedMeanwhile, invalidSettings, unknownVersion } from './invalid-settings.ts'
import type { SettingsCaller } from './settings-caller.ts'
import type { SettingsNeeds } from './settings-needs.ts'
import { storePlan } from './store-plan.ts'
import { sectionsAlong } from './sections-along.ts'
import { takenDigest } from './taken-digest.ts'
import { withAlong } from './with-along.ts'
import { tellDifferences } from './tell-differences.ts'
import type { Saved } from './test-saved.ts'

export interface Save extends WantedSettings {
  portalId: string
  by: AuditActor
  reason: string | null
  /** What the audit log calls it. */
  action: AuditAction
  /** The version that was edited; 0: none was saved yet. */
  edited: number
  /** What is sent is not what somebody edited, but how all is to stand. */
  isWhole?: boolean
  /** Milliseconds for which replaced secrets are still valid for what comes in. */
  keep: number
  /** It is in force already, and only kept in another place: what was good enough is so still. */
  wasInUse?: boolean
  /** Which lines lead elsewhere than before; absent: those whose settings, or secrets that go out, are others. */
  leads?: (lineId: string) => boolean
  /** Throws where nobody would be left who may change settings. */
  mayLeave?: SettingsCaller['mayLeave']
  /** Nothing is stored; the answer is what would be. */
  isTrial?: boolean
  /** What else belongs into the same transaction, where anything is stored. */
  also?: (tx: PortalDb) => Promise<void>
}

const nothing = { version: 0, sections: [], secrets: [], hosts: [] }
const nobodyAsked = { mistakes: [], notes: [] }

/**
 * Saves what an account has configured: checked as a whole, with everything that is wrong at once, and stored as one version, or not at
 * all. Two who edit the same never overwrite each other: the second is refused with what changed (412).
 * @throws `Invalid`
 */
export function createSaveSettings(needs: SettingsNeeds): (save: Save) => Promise<Saved> {
  function plan(stored: NonNullable<Awaited<ReturnType<typeof readAccount>>>, save: Save, base: Sections | null) {
    return planSave(stored, save, base, {
      ...{ providers: needs.providers, retain: needs.retain, wasInUse: save.wasInUse ?? false },
      openSecret(name, sealed) {
        try {
          return needs.vault?.open(sealed, secretPlace(save.portalId, name)) ?? null
        } catch {
          return null
        }
      },
    })
  }

  /** What stands, and what a save would do to it, as this handle sees them. Throws where it may not. */
  async function look(
    portal: PortalDb,
    save: Save,
  ): Promise<{ planned: PlannedSave; version: number; hosts: string[] }> {
    const stored = (await readAccount(portal)) ?? nothing
    const { version } = stored
    const { edited } = save
    if (edited > version) throw unknownVersion(edited, version)
    // What is kept no more, and what came after it, nobody can compare with what is sent.
    if (edited < version && !(await readVersion(portal, Math.max(edited, 1)))) throw unknownVersion(edited, version)
    const later = edited < version ? await listLater(portal, edited) : []
    const base = later.length === 0 ? null : readSections(await readSectionsAt(portal, edited))
    const along = version === 0 && !save.wasInUse ? sectionsAlong(needs.givenOf(save.portalId)) : []
    const known = { ...stored, sections: [...stored.sections, ...along] }
    const planned = withAlong(plan(known, save, save.isWhole ? null : base), along)
    const ours = new Set(planned.changed.map(thingOf))
    const overtaken = later.filter(({ changed }) => changed.some((name) => ours.has(thingOf(name))))
    if (overtaken.length > 0) {
      const zone = readSections(stored.sections).region?.timeZone ?? null
      throw changedMeanwhile(version, overtaken, whatChanged(base ?? {}, planned, overtaken), zone)
    }
    return { planned, version, hosts: stored.hosts }
  }

  /** A later start tells where the environment says something else of it than what this first version has taken along. */
  async function noteTaken(tx: PortalDb, { portalId, wasInUse }: Save): Promise<void> {
    const given = needs.givenOf(portalId)
    if (wasInUse || !needs.vault || given.lines || Object.keys(given).length === 0) return
    await storeTaken(tx, takenDigest(needs.vault, portalId).seal(given))
  }

  return async (save) => {
    const portal = needs.database.forPortal(save.portalId)
    const { planned, version, hosts } = await look(portal, save)
    const said = save.wasInUse ? nobodyAsked : await askOutside(save.portalId, planned, hosts, needs)
    const told = new Set(planned.mistakes.map(({ path }) => path))
    const mistakes = [...planned.mistakes, ...said.mistakes.filter(({ path }) => !told.has(path))]
    if (mistakes.length > 0) throw invalidSettings(mistakes)
    if (planned.changed.includes('access')) await save.mayLeave?.(planned.whole.access ?? {})
    if (planned.set.length > 0 && !needs.vault) throw noMasterKey()
    const inEnvironment = version === 0 && !save.wasInUse && needs.givenOf(save.portalId).lines !== undefined
    // Whoever says what all lines are loses none in silence.
    if (planned.changed.length > 0 && inEnvironment && !(needs.vault && 'lines' in save.sections)) {
      throw standsInEnvironment(needs.vault !== null)
    }
    if (planned.changed.length === 0 || save.isTrial) return answer(planned, version, said.notes)

    return portal.transaction(async (tx) => {
      await lockAccount(tx)
      const { planned: now, version: newest } = await look(tx, save)
      if (now.mistakes.length > 0) throw invalidSettings(now.mistakes)
      if (now.changed.length === 0) {
        await forgetUnsaved(tx)
        return answer(now, newest, said.notes)
      }
      const also = async (all: PortalDb) => {
        await save.also?.(all)
        if (newest === 0) await noteTaken(all, save)
      }
      await storePlan(tx, now, { ...save, also, version: newest + 1, digest: digestSections(now.whole) }, needs)
      return answer(now, newest + 1, said.notes)
    })
  }
}

function answer({ before, whole, changed }: PlannedSave, version: number, notes: string[]): Saved {
  return { version, changed, differences: tellDifferences(before, whole, changed), notes }
}

/** Whose change it is: of a section, or of a secret, whatever became of that. */
const thingOf = (changed: string): string => changedSecret(changed)?.name ?? changed

/** What others made of what is to be saved. `overtaken` are their versions, the newest first. */
function whatChanged(base: Sections, planned: PlannedSave, overtaken: readonly AccountVersion[]) {
  const ours = new Set(planned.changed.map(thingOf))
  const theirs = new Map(
    overtaken.toReversed().flatMap(({ changed }) => changed.map((name): [string, string] => [thingOf(name), name])),
  )
  const names = [...theirs].flatMap(([thing, name]) => (ours.has(thing) ? [name] : []))
  const some = (all: Sections) =>
    Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name))) as Sections
  return tellDifferences(some(base), some(planned.before), names)
}

function standsInEnvironment(hasKey: boolean): Invalid {
  const why = hasKey
    ? 'could not be taken over, as the log of its start says: mend them there and start the relay again, or save all lines here, which then count instead.'
    : 'are taken over when the relay starts with a master key. Set HOMING_MASTER_KEY, such as "openssl rand -base64 32" makes one, and start every process of the relay again.'
  return new Invalid(
    'settings_in_environment',
    `Nothing is saved: the lines of this account stand in LINES, and ${why}`,
    { status: 409 },
  )
}
