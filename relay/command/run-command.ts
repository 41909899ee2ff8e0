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
import { rotateKeys } from './rotate-keys.ts'
import { settingsCommand } from './settings/settings-command.ts'
import { waitingCommand } from './waiting-command.ts'

const usage = `npm run relay                             starts the relay
npm run relay -- settings [show] [section]
                                          what an account has configured, and since when
npm run relay -- settings export [file]   the same as a file (YAML, or JSON where its name ends so)
npm run relay -- settings plan <file>     what this file would change, or everything that is wrong in it; with
                                          --exit-code it ends with 2 where something would change
npm run relay -- settings apply <file>    changes it. --why … says why, --keep-for <minutes> how long the secrets
                                          before are believed
npm run relay -- settings versions [before]
                                          who changed what, when and why
npm run relay -- settings version <version>
                                          what that version changed
npm run relay -- settings bring-back <version> --why …
                                          everything as that version had it, but for secrets
npm run relay -- settings secret <line> <place> --from-env NAME | --from-file path
                                          another value of a line's secret; the one before is believed for a day, or
                                          --keep-for <minutes>
npm run relay -- settings schema [file]   a JSON Schema of such files, for editors
npm run relay -- settings admin <user>    this user of the account's may change its settings
npm run relay -- settings … --account <id>
                                          the same for an account other than the private one
npm run relay -- lines                    every line and how it stands
npm run relay -- lines pause <id> [why]   nothing leaves by it until it is resumed
npm run relay -- lines resume <id>        what waits on it leaves
npm run relay -- lines move <from> <to>   what waits on a removed or paused line leaves by another
npm run relay -- lines give-up <id>       what waits on a removed line is not sent any more
npm run relay -- lines test [id]          are credentials, address and webhooks right?
npm run relay -- lines … --account <id>   the same for an account other than the private one
npm run relay -- waiting [list]           whatever waits for a person: replies of nobody, what failed or is in doubt
npm run relay -- waiting show <id>        one of them, with what it says
npm run relay -- waiting give <id> <contact>
                                          a reply becomes this contact's, and so does what comes next from there;
                                          of what was set aside the contact may be left out where it is known
npm run relay -- waiting retry <id>       it is tried again now
npm run relay -- waiting dismiss <id>     nothing more is done about it
npm run relay -- waiting opt-out <id>     what may be an opt-out is one
npm run relay -- waiting … --account <id> the same for an account other than the private one
npm run relay -- auto-send                what became of new contacts: sent, waiting until when, or not sent and why
npm run relay -- auto-send --account <id> the same for an account other than the private one
npm run relay -- portals                  every HubSpot account and how it stands
npm run relay -- portals install-link <workspace> [days] [workflows]
                                          an address that connects an account to this workspace; with "workflows"
                                          it asks for what accounts with workflows can grant
npm run relay -- portals connect <id> --token-file FILE | --token-env NAME [--service-key]
                                          connects an account by its private app's token or a service key, or puts
                                          another one in its place
npm run relay -- portals test <id>        is its credential good, and which scopes does it lack?
npm run relay -- portals uninstall <id>   takes Homing out of the account; its data are kept
npm run relay -- audit verify [account]   does the audit log hold, and the messages that it tells of? With the number
                                          and hash of a row that was noted: does it still lead there?
npm run relay -- audit prove <message> [account]
                                          how this message is part of the audit log
npm run relay -- audit export [account]   the audit log as JSON lines; "relay" is what concerns no single account
npm run relay -- audit … --account <id>   the account may stand there as well
npm run relay -- keys rotate              wraps every stored secret by the newest master key`

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
  print(lackOf(plain, about) ?? `There is no command "${plainText(words.join(' '))}".\n\n${usage}`)
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
