import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Piece } from '../stage/perform.ts'
import { controls } from './bounces/controls.ts'
import { corpusMarks } from './bounces/corpus-line.ts'
import { graft } from './bounces/graft.ts'
import { whatBecame, type Became } from './bounces/what-became.ts'

const leastMails = 40
const leastChanged = 0.85
const leastChangedOrWaiting = 0.95
/** Larger files are mailboxes of many mails. */
const largest = 2 * 1024 * 1024
/** Where that corpus keeps mails that are no bounces. */
const noBounces = /[\\/]not[\\/]/

const howToGetOne = `This reads real bounces, which are not ours to pass on. Name a folder of them, one email a file:
  git clone https://github.com/sisimai/set-of-emails /tmp/set-of-emails
  npm run torture -- bounces --corpus /tmp/set-of-emails/maildir/bsd`

/**
 * Real bounces, made to return a message of ours, and what the relay makes of each. The same mails as they came speak of nothing of
 * ours, and what people write of failures is theirs: both must stay so. `--show changed|waiting|nothing` names the mails.
 */
export const bounces: Piece = async (stage) => {
  const options = { corpus: { type: 'string', default: '' }, show: { type: 'string', default: '' } } as const
  const { values } = parseArgs({ args: stage.args, options })
  if (!values.corpus || !existsSync(values.corpus)) {
    stage.say(howToGetOne)
    return { figures: { mails: 0 }, passed: false }
  }
  const counts: Record<Became, number> = { changed: 0, waiting: 0, nothing: 0, personsWords: 0 }
  const quiet = new Map<string, number>()
  let files = 0
  let strangers = 0
  for (const path of filesIn(values.corpus)) {
    if (stage.signal.aborted) break
    files += 1
    const raw = readFileSync(path)
    if ((await whatBecame(raw)).became === 'changed') {
      strangers += 1
      stage.say(`${basename(path)} names no message of ours, and changes one`)
    }
    const body = graft(raw, corpusMarks)
    if (!body) continue
    const { became, why } = await whatBecame(body)
    counts[became] += 1
    if (became === 'nothing') quiet.set(why, (quiet.get(why) ?? 0) + 1)
    if (became === 'personsWords' || became === values.show) stage.say(`${basename(path)}: ${became}: ${why}`)
  }
  for (const [why, count] of quiet) stage.say(`${count} changed nothing: ${why}`)
  const taken = await peopleTaken(stage.say)
  const mails = counts.changed + counts.waiting + counts.nothing + counts.personsWords
  stage.say(`${files} files, ${mails} of them return a message: ${JSON.stringify(counts)}`)
  const share = (count: number) => (mails === 0 ? 0 : Math.floor((count / mails) * 1_000) / 1_000)
  const figures = {
    mails,
    changed: share(counts.changed),
    changedOrWaiting: share(counts.changed + counts.waiting),
    personsWords: counts.personsWords,
    strangersChanged: strangers,
    peopleTaken: taken,
  }
  const passed =
    mails >= leastMails &&
    figures.changed >= leastChanged &&
    figures.changedOrWaiting >= leastChangedOrWaiting &&
    figures.personsWords + strangers + taken === 0
  return { figures, passed }
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(?:eml|msg|txt|mail)$|^[^.]+$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !noBounces.test(path) && statSync(path).size <= largest)
    .toSorted()
}

/** How many mails of people are taken for a machine's. */
async function peopleTaken(say: (text: string) => void): Promise<number> {
  let taken = 0
  for (const { name, body } of controls(corpusMarks)) {
    const { became, why } = await whatBecame(body)
    if (became === 'personsWords') continue
    taken += 1
    say(`what a person wrote (${name}) is taken for a machine's: ${became}: ${why}`)
  }
  return taken
}
