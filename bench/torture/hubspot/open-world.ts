import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pino from 'pino'
import { oauthScopes } from '../../../relay/hubspot/oauth-scopes.ts'
import { openWork } from '../../../relay/open-work.ts'
import { openDatabase } from '../../../relay/store/database.ts'
import { freePort } from '../../../relay/store/embedded/free-port.ts'
import { openEmbedded } from '../../../relay/store/embedded/open-embedded.ts'
import { createMail } from '../../../workbench/mail/create-mail.ts'
import { createPhoneNetwork } from '../../../workbench/phone-network/phone-network.ts'
import { compileOnce } from '../../stage/compile-once.ts'
import { openHubSpot } from '../../stage/open-hubspot.ts'
import type { Stage } from '../../stage/perform.ts'
import { startRelay } from '../../stage/relay-process.ts'
import { account, relaySettings } from '../../stage/relay-settings.ts'
import { temporaryFolder } from '../../stage/temporary-folder.ts'
import { waitUntil } from '../providers/wait-until.ts'
import type { Account } from './account.ts'
import { app, operatorSecret } from './app.ts'
import { createArrivals } from './arrivals.ts'
import { createAskRelay } from './ask-relay.ts'
import { endClaims } from './bring-forward.ts'
import { openStandIn } from './stand-in.ts'
import { welcome } from './welcome.ts'
import type { World } from './world.ts'

/** Shortened, so that what follows from an answer is seen at once; a doubt still lasts longer than HubSpot may take. */
const pace = {
  ...{ TIMELINE_GATHER_MS: '150', TIMELINE_UPDATE_MS: '150', TIMELINE_DOUBT_MS: '23000', RETRY_MAX_MS: '700' },
  ...{ SETTLE_MS: '1500', CATCH_UP_MS: '600000', JOB_EXPIRE_S: '15' },
}

/** `mails`: the numbers of the accounts that write emails as well. */
export async function openWorld(stage: Stage, count: number, mails: ReadonlySet<number>): Promise<World> {
  const folder = temporaryFolder(stage)
  const logFile = join(folder, 'relay.log')
  const embedded = await openEmbedded({ dataDir: join(folder, 'data') })
  stage.atEnd(() => embedded.stop())
  const hubspot = await openHubSpot(stage)
  const standIn = await openStandIn(stage, hubspot.url)
  standIn.owns(Number(account.portalId), account.accessToken)
  const phones = createPhoneNetwork({
    ...{ key: account.phoneKey, secret: account.webhookSecret, deliverAfter: null, webhooks: { firstDelay: 200 } },
  })
  await phones.listen()
  stage.atEnd(() => phones.close())
  const mail = createMail()
  await mail.listen()
  stage.atEnd(() => mail.close())

  const port = await freePort(undefined)
  const url = `http://127.0.0.1:${port}`
  hubspot.oauth.registerApp({
    ...{ ...app, redirectUrls: [`${url}/oauth/callback`], requiredScopes: oauthScopes.required },
    conditionallyRequiredScopes: oauthScopes.withWorkflows,
    optionalScopes: oauthScopes.optional,
  })
  // A relay that is killed between the answer and its own database loses what nobody gives twice; `tokens` is about that.
  hubspot.oauth.behaviour.rotates = false
  const accounts = Array.from({ length: count }, (_, index): Account => {
    const portalId = 800_001 + index
    hubspot.oauth.addAccount({ portalId })
    const addresses = { line: `+1555010${String(index).padStart(4, '0')}`, mail: `sales-${index}@company.example` }
    phones.registerLine({ address: addresses.line, callbackUrl: `${url}/webhooks/${portalId}/line` })
    return { portalId, ...addresses, people: [], expected: [] }
  })
  const own: Account = { portalId: Number(account.portalId), line: '+15550199999', mail: '', people: [], expected: [] }
  phones.registerLine({ address: own.line, callbackUrl: `${url}/webhooks/${own.portalId}/line` })
  const simulator = { url: phones.url, key: account.phoneKey, webhookSecret: account.webhookSecret }
  const sms = (portalId: number | null, address: string) => ({
    ...{ id: 'line', label: 'Line', provider: 'simulator', channel: 'sms', address, settings: simulator },
    ...(portalId === null ? {} : { portalId: String(portalId) }),
  })
  const lines = [
    sms(null, own.line),
    ...accounts.map(({ portalId, line }) => sms(portalId, line)),
    ...accounts.filter((_, index) => mails.has(index)).map((one) => mailLine(one)),
  ]
  // An environment has no room for so many.
  const linesFile = join(folder, 'lines.json')
  writeFileSync(linesFile, JSON.stringify(lines))
  const env: Record<string, string> = relaySettings(
    { publicUrl: url, hubspotUrl: standIn.url, lines: [] },
    {
      ...{
        ...pace,
        ...compileOnce(folder),
        PORT: String(port),
        DATABASE_URL: embedded.url,
        LINES_FILE: linesFile,
      },
      ...{ HUBSPOT_APP_URL: hubspot.url, HUBSPOT_OAUTH_CLIENT_ID: app.clientId },
      ...{ HUBSPOT_OAUTH_CLIENT_SECRET: app.clientSecret, HUBSPOT_JOURNAL: 'off' },
      ...{ HOMING_MASTER_KEY: randomBytes(32).toString('base64'), LOG_LEVEL: 'info' },
      HOMING_OPERATOR_SECRET: operatorSecret,
      ROUTING: JSON.stringify({ autoSend: { lineId: 'line', message: welcome } }),
    },
  )
  delete env.LINES
  let relay = startRelay(stage, env, logFile)
  await relay.ready
  const database = openDatabase({ url: embedded.url, size: 4, onError: (error) => stage.say(error.message) })
  stage.atEnd(() => database.close())
  const log = pino({ level: 'silent' })
  const work = await openWork({ database, log, random: Math.random, retryMost: 1_000 })
  stage.atEnd(async () => {
    await work.jobs.stop(0)
    await work.listen.close()
  })
  const read = await waitUntil(async () => {
    const [row] = await database.query<{ count: number }>(
      `select count(*)::int as count from line where id = 'mail' and cursor is null`,
    )
    return row?.count === 0
  }, 60_000)
  if (!read) throw new Error('the relay did not look into every mailbox within a minute')

  const arrivals = createArrivals()
  phones.onChange(({ id: key, direction, to, body: text }) => {
    if (direction === 'to_phone') arrivals.saw({ key, to, text })
  })
  mail.onChange(({ messageId, to, text, mailbox }) => {
    if (!mailbox.endsWith('@company.example')) arrivals.saw({ key: messageId ?? '', to, text })
  })
  return {
    ...{ stage, hubspot, standIn, phones, mail, arrivals, database, jobs: work.jobs, url, accounts, own, logFile },
    ask: createAskRelay(url),
    async restart(how) {
      relay.kill(how)
      await relay.ended
      await endClaims(database)
      relay = startRelay(stage, env, logFile)
      await relay.ready
    },
  }

  function mailLine({ portalId, mail: address }: Account): object {
    return {
      ...{ id: 'mail', label: 'Mail', portalId: String(portalId), provider: 'email', channel: 'email', address },
      settings: {
        smtp: { host: '127.0.0.1', port: mail.smtpPort, secure: 'none' },
        imap: { host: '127.0.0.1', port: mail.imapPort, secure: 'none', user: address, password: mail.password },
      },
    }
  }
}
