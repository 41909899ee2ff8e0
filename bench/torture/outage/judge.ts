import type { Database } from '../../../relay/store/database.ts'
import type { HubSpot } from '../../../workbench/hubspot/hubspot.ts'
import type { Stage } from '../../stage/perform.ts'
import { account } from '../../stage/relay-settings.ts'
import type { Callers } from '../callers.ts'
import { readDue, readParked } from './look-at-rows.ts'
import { unknownAmong, type Doubt } from './raise-doubts.ts'
import type { WaitingSeen } from './read-waiting.ts'
import type { WrittenReply } from './writers.ts'

export interface Verdict {
  replies: number
  lost: number
  doubts: number
  stuck: number
  parkedUnseen: number
  /** Messages that arrived twice. */
  twice: number
}

const marks = /\b[mr][0-9a-f]{18}\b/g

/** Counts at the receiving ends: timelines, phones, cards, and the list of what waits for a person. */
export async function judge(
  stage: Stage,
  run: { hubspot: HubSpot; database: Database; callers: Callers; replies: WrittenReply[]; doubts: Doubt[] },
  seen: WaitingSeen,
): Promise<Verdict> {
  const lost: WrittenReply[] = []
  for (const [writer, theirs] of Map.groupBy(run.replies, (reply) => reply.writer)) {
    const there = new Set<string>()
    if (writer.contact) {
      for (const { properties } of run.hubspot.timeline(Number(account.portalId), writer.contact.id)) {
        const text = `${properties.hs_communication_body ?? ''} ${properties.hs_email_text ?? ''}`
        for (const [mark] of text.matchAll(marks)) there.add(mark)
      }
      if (theirs.some(({ mark }) => !there.has(mark))) {
        const shown = await run.callers.conversation(writer.contact)
        for (const { body } of shown?.messages ?? []) for (const [mark] of body.matchAll(marks)) there.add(mark)
      }
    }
    lost.push(...theirs.filter(({ mark }) => !there.has(mark) && !seen.text.includes(mark)))
  }
  say('lost', lost, ({ mark, writer }) => `${mark} by ${writer.line.id}, from ${writer.address}`)

  const unknown = new Set(await unknownAmong(run.database, run.doubts))
  const undecided = run.doubts.filter(({ messageId }) => unknown.has(messageId))
  const inDoubt = undecided.filter(({ askable }) => askable)
  say('stuck', inDoubt, ({ messageId, writer }) => `${messageId} by ${writer.line.id} is still in doubt`)
  // Nobody can be asked about the others: they are a person's, who must be told of them.
  const untold = undecided.filter(({ askable, messageId }) => !askable && !seen.ids.has(`message:${messageId}`))
  say('parkedUnseen', untold, ({ messageId, writer }) => `${messageId} by ${writer.line.id} is in doubt`)
  const due = await readDue(run.database)
  for (const [where, count] of Object.entries(due)) if (count > 0) stage.say(`stuck: ${count} of ${where} are due`)

  const parked = await readParked(run.database)
  const unseen = parked.filter(({ kind, key }) => !seen.ids.has(`${kind}:${key}`))
  say('parkedUnseen', unseen, ({ kind, key, reason }) => `${kind} ${key}: ${reason}`)
  stage.say(`${parked.length} rows are parked: ${JSON.stringify(countBy(parked.map(({ kind }) => kind)))}`)

  const twice = run.doubts.filter(
    ({ mark, writer }) => writer.line.world.arrived().filter(({ body }) => body.includes(mark)).length > 1,
  )
  say('twice', twice, ({ mark, writer }) => `${mark} by ${writer.line.id}`)
  return {
    replies: run.replies.length,
    lost: lost.length,
    doubts: run.doubts.filter(({ askable }) => askable).length,
    stuck: inDoubt.length + Object.values(due).reduce((sum, count) => sum + count, 0),
    parkedUnseen: unseen.length + untold.length,
    twice: twice.length,
  }

  function say<One>(what: string, ones: readonly One[], words: (one: One) => string): void {
    for (const one of ones.slice(0, 8)) stage.say(`${what}: ${words(one)}`)
    if (ones.length > 8) stage.say(`${what}: and ${ones.length - 8} more`)
  }
}

function countBy(words: readonly string[]): Record<string, number> {
  return Object.fromEntries([...Map.groupBy(words, (word) => word)].map(([word, all]) => [word, all.length]))
}
