import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { openDatabase } from '../relay/store/database.ts'
import { openEmbedded } from '../relay/store/embedded/open-embedded.ts'
import { migrate } from '../relay/store/migrate.ts'
import { createPhoneNetwork } from '../workbench/phone-network/phone-network.ts'
import { median, rounded } from './load/figures.ts'
import { openLoad } from './load/open-load.ts'
import { fillAccounts } from './snapshot/fill-accounts.ts'
import { openHubSpot } from './stage/open-hubspot.ts'
import type { Piece } from './stage/perform.ts'
import { startRelay } from './stage/relay-process.ts'
import { account, relaySettings } from './stage/relay-settings.ts'
import { temporaryFolder } from './stage/temporary-folder.ts'
import { openInbox } from '../workbench/open-inbox.ts'

/** Messages of a burst: of each account so many, by another line each. */
const ofEach = 8
const connections = 48
const publicUrl = 'https://relay.stage.example'
const clientSecret = 'client-secret-of-the-app'

/**
 * What it costs to send by what accounts have configured by now, beside what they had configured when it was first looked at: bursts
 * through one relay process, live and pinned in turn, of accounts with many lines. Medians.
 */
export const snapshot: Piece = async (stage) => {
  const { values } = parseArgs({
    args: stage.args,
    options: {
      accounts: { type: 'string', default: '200' },
      lines: { type: 'string', default: '500' },
      rounds: { type: 'string', default: '4' },
    },
  })
  const [accounts, linesEach, rounds] = [Number(values.accounts), Number(values.lines), Number(values.rounds)]
  const folder = temporaryFolder(stage)
  const embedded = await openEmbedded({ dataDir: join(folder, 'data') })
  stage.atEnd(() => embedded.stop())
  await migrate(embedded.url)
  const database = openDatabase({ url: embedded.url, size: 4, onError: (error) => stage.say(error.message) })
  stage.atEnd(() => database.close())
  const portals = Array.from({ length: accounts }, (_, index) => {
    const portalId = String(710_001 + index)
    return { portalId, accessToken: `token-of-${portalId}`, phone: `+1212${2_000_000 + index}` }
  })
  const hubspot = await openHubSpot(stage, portals)
  let url = ''
  const phones = createPhoneNetwork({
    ...{ key: account.phoneKey, secret: account.webhookSecret },
    webhooks: { reach: (address) => address.replace(publicUrl, url) },
  })
  await phones.listen()
  stage.atEnd(() => phones.close())
  const lineIds = Array.from({ length: linesEach }, (_, index) => `line-${index}`)
  const masterKey = randomBytes(32)
  const { phoneKey: key, webhookSecret } = account
  await fillAccounts(database, { portals, lineIds, masterKey, phones: { url: phones.url, key, webhookSecret } })
  stage.say(`${accounts} accounts have ${linesEach} lines each`)

  const env = relaySettings(
    { publicUrl, hubspotUrl: hubspot.url, lines: [] },
    {
      DATABASE_URL: embedded.url,
      HUBSPOT_APP_URL: hubspot.url,
      HUBSPOT_OAUTH_CLIENT_ID: 'client-id-of-the-app',
      HUBSPOT_OAUTH_CLIENT_SECRET: clientSecret,
      HOMING_MASTER_KEY: masterKey.toString('base64'),
      ALLOWED_HOSTS: new URL(phones.url).host,
      // Only what leaves is measured.
      CATCH_UP_MS: '3600000',
      LOG_LEVEL: 'info',
    },
  )
  let pinned = false
  const relay = startRelay(
    stage,
    env,
    join(folder, 'relay.log'),
    (line) => {
      const told = /"isPinned":(true|false)/.exec(line)?.[1]
      if (told) pinned = told === 'true'
    },
    'bench/snapshot/relay-process.ts',
  )
  url = await relay.ready
  const bare = memoryOf(relay.pid)
  const load = openLoad(stage)
  const arrivals = new Map<string, number>()
  phones.onChange(({ direction, status, body }) => {
    const mark = /\(([0-9a-f-]{36})\)$/.exec(body)?.[1]
    if (mark && direction === 'to_phone' && status === 'sent') arrivals.set(mark, now())
  })
  const sending = portals.map(({ portalId, phone }) => ({
    ...{ portalId, phone, contactId: hubspot.seedContact(Number(portalId), { mobilephone: phone }) },
  }))
  async function burst(live: boolean, count: number): Promise<number> {
    if (pinned === live) relay.kill('SIGUSR2')
    await until(() => pinned !== live)
    arrivals.clear()
    const ids = Array.from({ length: ofEach }, () => lineIds[Math.floor(Math.random() * lineIds.length)]!)
    const report = await load({
      ...{ origin: url, connections, count, milliseconds: 120_000, marks: true },
      load: { kind: 'workflows', publicUrl, clientSecret, accounts: sending, lineIds: ids },
    })
    await until(() => report.answered.every(([mark]) => arrivals.has(mark)))
    const rate = count / ((Math.max(...arrivals.values()) - report.begun) / 1_000)
    await quiet()
    return rate
  }
  async function quiet(): Promise<void> {
    await phones.idle()
    await until(async () => {
      const [row] = await database.query<{ open: number }>(
        `select (select count(*) from ${openInbox} i)::int
              + (select count(*) from timeline_entry where state <> 'created' or written < wanted)::int as open`,
      )
      return row?.open === 0
    })
  }

  // Everything is read once by each way, before anything is measured.
  for (const live of [true, false]) await burst(live, accounts * ofEach)
  const full = memoryOf(relay.pid)
  const measured: { live: number; pinned: number }[] = []
  for (let round = 0; round < rounds && !stage.signal.aborted; round += 1) {
    const one = { live: 0, pinned: 0 }
    // Whoever is second finds the machine as the first left it.
    for (const live of round % 2 ? [true, false] : [false, true]) {
      one[live ? 'live' : 'pinned'] = await burst(live, accounts * ofEach)
    }
    measured.push(one)
    stage.say(`pinned ${rounded(one.pinned)}/s, live ${rounded(one.live)}/s`)
  }
  const figures = {
    pinned: rounded(median(measured.map((one) => one.pinned))),
    live: rounded(median(measured.map((one) => one.live))),
    ratio: rounded(median(measured.map((one) => one.live / one.pinned)), 3),
    memoryMB: { bare, full, eachAccountKB: rounded(((full - bare) * 1_024) / accounts, 1) },
  }
  return { figures, passed: figures.ratio >= 0.95 }
}

/** Resident memory of a process in megabytes. Source: proc_pid_status(5), VmRSS. */
function memoryOf(pid: number): number {
  const [, kilobytes = '0'] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return rounded(Number(kilobytes) / 1_024)
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (const begun = Date.now(); !(await condition()); await wait(50)) {
    if (Date.now() - begun > 120_000) throw new Error('what was waited for did not come within two minutes')
  }
}

function now(): number {
  return performance.timeOrigin + performance.now()
}
