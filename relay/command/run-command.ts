import { LineCleared, LineReport, LinesResponse, TestLinesResponse } from '../../contract/lines.ts'
import { Invalid } from '../errors.ts'
import type { Provider } from '../providers/provider.ts'
import { providers as ordinary } from '../providers/providers.ts'
import { auditCommand } from './audit-command.ts'
import { askRelay } from './ask-relay.ts'
import { autoSendCommand } from './auto-send-command.ts'
import { lineTable } from './line-table.ts'
import { lineTestInWords } from './line-test-in-words.ts'
import { nameAdmin } from './name-admin.ts'
import { plainText } from './plain-text.ts'
import { portalCommand } from './portal-command.ts'
import { readAccountAccess, type AccountAccess } from './read-access.ts'
import { timeIn } from '../zone/time-in.ts'
import { unknownCommand } from './unknown-command.ts'
import { usage } from './usage.ts'
import { rotateKeys } from './rotate-keys.ts'
import { settingsCommand } from './settings/settings-command.ts'
import { waitingCommand } from './waiting-command.ts'

/**
 * Runs what was typed after `npm run relay --`: about lines and accounts by asking the relay that runs under the same environment, about
 * what is stored by looking into its database. A file of settings may have lines of these `providers`. Answers with the exit code; what there is to read goes to `print` a line or
 * more at a time.
 */
export async function runCommand(
  words: readonly string[],
  env: Record<string, string | undefined>,
  print: (text: string) => void,
  providers: ReadonlyMap<string, Provider> = ordinary,
): Promise<number> {
  const { account, words: plain } = takeAccount(words)
  const [topic, verb, id, ...rest] = plain
  const access = () => readAccountAccess(env, account)
  const about = account ? ` --account ${account}` : ''
  if (topic === 'help' || topic === '--help' || topic === '-h') {
    print(usage)
    return 0
  }
  try {
    if (topic === 'lines' && verb === undefined) return await list(access())
    if (topic === 'lines' && verb === 'pause' && id) return await pause(access(), id, rest.join(' '))
    if (topic === 'lines' && verb === 'resume' && id && rest.length === 0) return await resume(access(), id)
    if (topic === 'lines' && verb === 'move' && id && rest.length === 1) return await moveTo(access(), id, rest[0]!)
    if (topic === 'lines' && verb === 'give-up' && id && rest.length === 0) return await giveUp(access(), id)
    if (topic === 'lines' && verb === 'test' && rest.length === 0) return await test(access(), id)
    if (topic === 'settings') {
      const code = await settingsCommand(plain.slice(1), { env, account, about, providers, print })
      if (code !== null) return code
    }
    if (topic === 'waiting') {
      const code = await waitingCommand(plain.slice(1), access, about, print)
      if (code !== null) return code
    }
    if (topic === 'settings' && verb === 'admin' && id && rest.length === 0) return await nameAdmin(access(), id, print)
    if (topic === 'auto-send') {
      const code = await autoSendCommand(plain.slice(1), access, about, print)
      if (code !== null) return code
    }
    if (topic === 'portals') {
      const code = await portalCommand(plain.slice(1), env, print)
      if (code !== null) return code
    }
    if (topic === 'audit') {
      const code = await auditCommand(plain.slice(1), account, env, print)
      if (code !== null) return code
    }
    if (topic === 'keys' && verb === 'rotate' && id === undefined) return await rotateKeys(env, print)
  } catch (error) {
    if (!(error instanceof Invalid)) throw error
    print(plainText(error.message))
    return 1
  }
  print(lackOf(plain, about) ?? unknownCommand(words))
  return 1

  async function list(access: AccountAccess): Promise<number> {
    const { lines, timeZone } = await askRelay(access, '/admin/lines', { portalId: access.portalId }, LinesResponse)
    print(lineTable(lines, timeIn(timeZone)))
    return 0
  }

  async function pause(access: AccountAccess, lineId: string, why: string): Promise<number> {
    const request = { portalId: access.portalId, lineId, reason: why.trim() || 'Paused by hand.' }
    const line = await askRelay(access, '/admin/lines/pause', request, LineReport)
    print(`${line.id} is ${line.state}: ${plainText(line.reason ?? '')}`)
    print(`${waiting(line)} Let it go on with: npm run relay -- lines resume ${line.id}${about}`)
    return 0
  }

  async function resume(access: AccountAccess, lineId: string): Promise<number> {
    const line = await askRelay(access, '/admin/lines/resume', { portalId: access.portalId, lineId }, LineReport)
    print(`${line.id} is ${line.state}.`)
    return 0
  }

  async function moveTo(access: AccountAccess, from: string, to: string): Promise<number> {
    const request = { portalId: access.portalId, from, to }
    const { done, left } = await askRelay(access, '/admin/lines/move', request, LineCleared)
    print(`${messages(done)} ${done === 1 ? 'leaves' : 'leave'} by ${to} instead of ${from}.${stays(left)}`)
    return 0
  }

  async function giveUp(access: AccountAccess, lineId: string): Promise<number> {
    const request = { portalId: access.portalId, lineId }
    const { done, left } = await askRelay(access, '/admin/lines/give-up', request, LineCleared)
    print(`${messages(done)} on ${lineId} ${done === 1 ? 'is' : 'are'} given up.${stays(left)}`)
    return 0
  }

  async function test(access: AccountAccess, lineId: string | undefined): Promise<number> {
    const request = { portalId: access.portalId, ...(lineId ? { lineId } : {}) }
    const { tests } = await askRelay(access, '/admin/lines/test', request, TestLinesResponse)
    if (tests.length === 0) print(lineTable([], timeIn(null)))
    const width = Math.max(...tests.map((one) => one.lineId.length))
    for (const one of tests) print(`${one.lineId.padEnd(width)}  ${lineTestInWords(one)}`)
    return tests.some(({ result }) => result === 'failed' || result === 'not_reached') ? 1 : 0
  }
}

/** What a command lacks that is known, but was not told about what; null where it is not that. */
function lackOf([topic = '', verb = '', ...told]: readonly string[], about: string): string | null {
  const [way] = usage.split('\n').filter((line) => line.startsWith(`npm run relay -- ${topic} ${verb} <`))
  const wanted = way?.split(/ {2,}/)[0]?.match(/<[a-z]+>/g) ?? []
  const missing = wanted.slice(told.length)
  if (!way || missing.length === 0) return null
  const full = ['npm run relay --', topic, verb, ...told.map(plainText), ...missing].join(' ') + about
  const list = `npm run relay -- ${topic}${about}`
  return `Say which ${missing.join(' and ')}: ${full}${missing[0] === '<id>' ? `\n"${list}" shows what there is.` : ''}`
}

/** Which account a command is about, wherever in it that stands. */
function takeAccount(words: readonly string[]): { account: string | undefined; words: readonly string[] } {
  const at = words.indexOf('--account')
  const about = ['settings', 'lines', 'waiting', 'auto-send', 'audit']
  if (at === -1 || !about.includes(words[0] ?? '')) return { account: undefined, words }
  return { account: words[at + 1] ?? '', words: [...words.slice(0, at), ...words.slice(at + 2)] }
}

const messages = (count: number): string => (count === 1 ? '1 message' : `${count} messages`)

function stays(left: number): string {
  return left === 0 ? '' : ` ${messages(left)} stay there: they may have left, or do not fit; "waiting" shows them.`
}

function waiting({ waiting: count }: LineReport): string {
  return count === 0 ? 'Nothing waits on it.' : count === 1 ? '1 message waits on it.' : `${count} messages wait on it.`
}
