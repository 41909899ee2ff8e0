import { setTimeout as sleep } from 'node:timers/promises'
import { openJobs, type JobName } from '../../relay/store/jobs.ts'
import type { Piece } from '../stage/perform.ts'
import { askAs } from './isolation/ask-as.ts'
import { attemptsAt, type Belongings, type DocumentedRoute, type Schema } from './isolation/attempts.ts'
import { dumpPortal, fillWithCanaries, ownWords } from './isolation/dump.ts'
import { live, openHouse, type House } from './isolation/open-house.ts'
import { attackers, inhabitants, victim, type Inhabitant } from './isolation/portals.ts'

/** Attempts that must have been made, whatever the number of routes. */
const fewest = 500

/**
 * Accounts on one relay that try everything to meet another's: every kind of its ids at every route and in every job. A leak is
 * anything of the other's in an answer or in the log, a row of it that changed, and whatever reached its people or its HubSpot.
 */
export const isolation: Piece = async (stage) => {
  const house = await openHouse(stage)
  const { database } = house
  for (const one of inhabitants) await live(house, one)
  await house.quiet(inhabitants.map(({ portalId }) => portalId))
  const filled = await fillWithCanaries(database, victim.portalId)
  const before = await dumpPortal(database, victim.portalId)
  const others = await Promise.all(attackers.map(({ portalId }) => dumpPortal(database, portalId)))
  const words = ownWords(before, others)
  for (const one of [victim.webhookSecret, victim.phoneKey, victim.accessToken]) words.add(one)
  const empty = [...before].filter(([, rows]) => rows.length === 0).map(([table]) => table)
  stage.say(
    `the victim has ${words.size} words of its own, ${filled} put into empty fields; no rows in ${empty.join(', ')}`,
  )
  const outside = () => JSON.stringify([house.phones.get(victim.portalId)?.messages(), hubspotOf(house)])
  const outsideBefore = outside()
  const loggedBefore = house.logged.length

  const figures = { attempts: 0, leaks: 0 }
  const leak = (what: string) => {
    figures.leaks += 1
    if (figures.leaks <= 40) stage.say(`leak: ${what}`)
  }
  const asked = new Set<string>()
  const theirs = await belongings(house, victim)
  const statuses = new Map<number, number>()
  for (const attacker of attackers) {
    const own = await belongings(house, attacker)
    for (const route of await routesOf(house.url)) {
      for (const { name, proof, wish } of attemptsAt(route, attacker, own, theirs)) {
        if (stage.signal.aborted) break
        figures.attempts += 1
        const said = decodeURIComponent(wish.target.replaceAll('+', ' ')) + wish.body.toString()
        const { status, text } = await askAs(house.url, attacker, proof, wish)
        if (status === 500) stage.say(`a fault, but no leak: ${name}: ${text.slice(-300)}`)
        statuses.set(status, (statuses.get(status) ?? 0) + 1)
        for (const word of words) {
          // What somebody has said itself may come back to it, now or as a message of its own.
          if (said.includes(word)) asked.add(word)
          else if (!asked.has(word) && text.includes(word)) leak(`${name}: the answer (${status}) tells "${word}"`)
        }
      }
    }
  }
  stage.say(`answers by status: ${JSON.stringify(Object.fromEntries(statuses))}`)
  const jobs = await enqueueAll(house, theirs)
  figures.attempts += jobs
  stage.say(`${jobs} jobs`)

  for (const line of house.logged.slice(loggedBefore)) {
    const word = [...words].find((one) => !asked.has(one) && line.includes(one))
    if (word !== undefined) leak(`the log tells "${word}": ${line.slice(0, 200)}`)
  }
  for (const [table, rows] of await dumpPortal(database, victim.portalId)) {
    const old = before.get(table) ?? []
    for (const row of rows) if (!old.includes(row)) leak(`${table} has come to ${row}`)
    for (const row of old) if (!rows.includes(row)) leak(`${table} had ${row}`)
  }
  if (outside() !== outsideBefore) leak("something has reached the victim's phones or HubSpot")
  return { figures, passed: figures.leaks === 0 && figures.attempts >= fewest }
}

function hubspotOf({ hubspot }: House): unknown {
  return hubspot.snapshot().portals.find(([portalId]) => portalId === Number(victim.portalId))
}

async function routesOf(url: string): Promise<DocumentedRoute[]> {
  type Operation = { requestBody?: { content: Record<string, { schema: Schema }> } }
  const response = await fetch(`${url}/openapi.json`)
  const { paths } = (await response.json()) as { paths: Record<string, Record<string, Operation>> }
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { requestBody }]) => ({
      method: method.toUpperCase(),
      path,
      body: Object.values(requestBody?.content ?? {})[0]?.schema ?? null,
    })),
  )
}

/** What could be named of somebody's, a few of each kind. */
async function belongings({ database }: House, one: Inhabitant): Promise<Belongings> {
  const { portalId } = one
  async function column(text: string): Promise<string[]> {
    const rows = await database.query<{ value: string | null }>(text, [portalId])
    return rows.flatMap(({ value }) => (value === null ? [] : [value]))
  }
  return {
    portalId: [portalId],
    workspace: [`workspace-of-${portalId}`],
    contactId: one.contactIds.slice(0, 1),
    phone: one.phones.slice(0, 1),
    lineId: one.lines.slice(-1).map(({ id }) => id),
    lineAddress: one.lines.slice(0, 1).map(({ address }) => address),
    messageId: await column(
      'select distinct on (direction, status) id::text as value from message where portal_id = $1 order by direction, status',
    ),
    providerId: await column(
      `select distinct on (direction) provider_id as value from message
       where portal_id = $1 and provider_id is not null and provider_id not like 'canary%' order by direction`,
    ),
    idempotencyKey: await column(
      'select idempotency_key as value from message where portal_id = $1 and idempotency_key is not null limit 1',
    ),
    conversationId: await column('select id::text as value from conversation where portal_id = $1 limit 1'),
    token: await column('select token as value from conversation where portal_id = $1 limit 1'),
    inboxId: await column('select id::text as value from inbox where portal_id = $1 limit 1'),
  }
}

/** Every job that the relay's queue knows, for each attacker with each thing of the victim's; until each has run once. */
async function enqueueAll(house: House, theirs: Belongings): Promise<number> {
  const { database } = house
  const queues = await database.query<{ name: JobName }>(
    `select name from pgboss.queue where name not like '\\_\\_%' order by name`,
  )
  const jobs = await openJobs({ database, onError: (error) => house.logged.push(error.message) })
  let count = 0
  for (const { portalId } of attackers) {
    for (const { name } of queues) {
      for (const [kind, values] of Object.entries(theirs)) {
        if (kind === 'portalId') continue
        for (const value of values) {
          // All that any job is told; each reads its own part.
          const own = {
            portalId,
            lineId: 'main',
            to: 'paused',
            by: 'relay',
            reason: 'Hello',
            at: new Date().toISOString(),
          }
          const uuid = /^[0-9a-f-]{36}$/.test(value) ? value : theirs.messageId?.[0]
          const data = {
            ...own,
            messageId: uuid,
            inboxIds: [uuid],
            failure: 'temporary',
            attempt: count,
            [kind]: value,
          }
          await jobs.enqueue(database, name, data)
          count += 1
        }
      }
    }
  }
  // What fails is tried again later and has failed by then.
  const waiting = `select 1 from pgboss.job where data ? 'attempt' and state in ('created', 'active') limit 1`
  for (const end = Date.now() + 40_000; (await database.query(waiting)).length > 0; await sleep(200)) {
    if (Date.now() > end) throw new Error('not every job has run after 40 seconds')
  }
  await jobs.stop(1_000)
  return count
}
