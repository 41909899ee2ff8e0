import { createSecretKey } from 'node:crypto'
import { secretName, secretPlace } from '../../relay/account/secret-place.ts'
import type { Database } from '../../relay/store/database.ts'
import { lockAccount } from '../../relay/store/account/lock-account.ts'
import { storeSecrets } from '../../relay/store/account/store-secrets.ts'
import { announceVersion, storeVersion } from '../../relay/store/account/store-version.ts'
import { storeLines } from '../../relay/store/line/lines.ts'
import { createVault } from '../../relay/vault/vault.ts'
import { simulatorBlind } from '../../workbench/simulator/simulator-blind.ts'

/**
 * Gives each account this many lines of a phone network, as one version, and a token of its own. They have no history: a relay that begins
 * reads those of all lines, and that is not to be measured.
 */
export async function fillAccounts(
  database: Database,
  given: {
    portals: { portalId: string; accessToken: string }[]
    lineIds: string[]
    masterKey: Buffer
    phones: { url: string; key: string; webhookSecret: string }
  },
): Promise<void> {
  const vault = createVault({ keys: [createSecretKey(given.masterKey)] })
  const { url, ...secrets } = given.phones
  for (const [account, { portalId, accessToken }] of given.portals.entries()) {
    const seal = (field: 'portal.access_token' | 'portal.refresh_token', value: string) =>
      vault.seal(value, { portalId, field })
    await database.query(
      `insert into portal (portal_id, edition, credential, state, workspace, access_token, refresh_token, renew_at, expires_at, installed_at, changed_at)
       values ($1, 'marketplace', 'oauth', 'active', gen_random_uuid()::text, $2, $3, now() + interval '1 day', now() + interval '2 days', now(), now())`,
      [portalId, seal('portal.access_token', accessToken), seal('portal.refresh_token', 'never-used')],
    )
    const lines = given.lineIds.map((id, nth) => ({
      ...{ id, label: `Line ${id}`, provider: simulatorBlind.name, channel: 'sms' as const },
      ...{ address: `+1555${1_000_000 + account * given.lineIds.length + nth}`, settings: { url } },
    }))
    const set = given.lineIds.flatMap((id) =>
      Object.entries(secrets).map(([place, value]) => {
        const name = secretName(id, place)
        return { name, sealed: vault.seal(value, secretPlace(portalId, name)) }
      }),
    )
    await database.forPortal(portalId).transaction(async (tx) => {
      await lockAccount(tx)
      await storeVersion(tx, {
        ...{ version: 1, by: 'operator', reason: null, changed: ['lines'], digest: '' },
        sections: [{ section: 'lines', form: 1, value: lines }],
      })
      await storeSecrets(tx, { set, removed: [], ofOthers: [], keep: 0, by: 'operator' })
      await storeLines(
        tx,
        lines.map((line) => ({ line, provider: simulatorBlind })),
      )
      await announceVersion(tx, 1)
    })
  }
}
