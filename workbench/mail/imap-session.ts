import type { Socket } from 'node:net'
import type { MailFaults } from './faults.ts'
import { fetchAnswer } from './imap-fetch.ts'
import type { ImapArgument } from './imap-line.ts'
import { parseImapLine } from './imap-line.ts'
import { inSet, search } from './imap-search.ts'
import type { Mailbox, MailMessage, MailStore } from './mail-store.ts'

const capabilities = 'IMAP4rev1 AUTH=PLAIN SASL-IR ID NAMESPACE IDLE UNSELECT'

/** One client of the IMAP server: keeps its login, its open mailbox and what it has been told of it. */
export class ImapSession {
  readonly #socket: Socket
  readonly #store: MailStore
  readonly #password: string
  readonly #faults: Pick<MailFaults, 'imap'>
  #user: string | null = null
  #open: { mailbox: Mailbox; writable: boolean; told: number } | null = null
  #idleTag: string | null = null
  #authTag: string | null = null

  constructor(socket: Socket, store: MailStore, password: string, faults: Pick<MailFaults, 'imap'>) {
    this.#faults = faults
    this.#socket = socket
    this.#store = store
    this.#password = password
    this.#say(`* OK [CAPABILITY ${capabilities}] Workbench mail`)
  }

  /** One whole command: its line, with the literals in it, without the last line break. */
  command(line: Buffer): void {
    if (this.#idleTag) return this.#endIdle(line.toString('latin1'))
    if (this.#authTag) return this.#plain(this.#authTag, line.toString('latin1'))
    const text = line.toString('latin1')
    const tag = /^[^\s(){}%*"\\+\]]+/.exec(text)?.[0]
    if (!tag) return this.#say('* BAD Missing tag')
    try {
      const [, name = '', ...args] = parseImapLine(line)
      this.#run(tag, String(name).toUpperCase(), args)
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error
      this.#say(`${tag} BAD ${error.message}`)
    }
  }

  /** Tells an idling client what came. */
  changed(): void {
    if (this.#idleTag) this.#tellNew()
  }

  #say(line: string): void {
    this.#socket.write(`${line}\r\n`)
  }

  #run(tag: string, name: string, args: ImapArgument[]): void {
    const anywhere = this.#anywhere(tag, name, args)
    if (anywhere) return
    if (this.#user === null) return this.#say(`${tag} BAD Log in first`)
    if (name === 'NAMESPACE') {
      this.#say('* NAMESPACE (("" "/")) NIL NIL')
      this.#say(`${tag} OK Done`)
    } else if (name === 'LIST' || name === 'LSUB') {
      const pattern = String(args[1] ?? '').toUpperCase()
      if (pattern === '') this.#say(`* ${name} (\\Noselect) "/" ""`)
      else if (['INBOX', '*', '%'].includes(pattern)) this.#say(`* ${name} (\\HasNoChildren) "/" INBOX`)
      this.#say(`${tag} OK Done`)
    } else if (name === 'SELECT' || name === 'EXAMINE') this.#select(tag, String(args[0] ?? ''), name === 'SELECT')
    else if (!this.#open) this.#say(`${tag} BAD Open a mailbox first`)
    else this.#inMailbox(tag, name, args, this.#open)
  }

  #anywhere(tag: string, name: string, args: ImapArgument[]): boolean {
    if (name === 'CAPABILITY') this.#say(`* CAPABILITY ${capabilities}\r\n${tag} OK Done`)
    else if (name === 'ID') this.#say(`* ID ("name" "workbench")\r\n${tag} OK Done`)
    else if (name === 'NOOP') {
      this.#tellNew()
      this.#say(`${tag} OK Done`)
    } else if (name === 'LOGIN') this.#login(tag, String(args[0] ?? ''), String(args[1] ?? ''))
    else if (name === 'AUTHENTICATE') {
      if (String(args[0]).toUpperCase() !== 'PLAIN') this.#say(`${tag} NO Only PLAIN`)
      else if (args[1] !== undefined) this.#plain(tag, String(args[1]))
      else {
        this.#authTag = tag
        this.#say('+ ')
      }
    } else if (name === 'LOGOUT') {
      this.#say(`* BYE Until next time\r\n${tag} OK Done`)
      this.#socket.end()
    } else return false
    return true
  }

  #plain(tag: string, encoded: string): void {
    this.#authTag = null
    const [, user = '', password = ''] = Buffer.from(encoded, 'base64').toString('utf8').split('\0')
    this.#login(tag, user, password)
  }

  #login(tag: string, user: string, password: string): void {
    if (password !== this.#password || !user.includes('@')) {
      return this.#say(`${tag} NO [AUTHENTICATIONFAILED] Wrong user or password`)
    }
    this.#user = user
    this.#say(`${tag} OK [CAPABILITY ${capabilities}] Welcome`)
  }

  #select(tag: string, name: string, writable: boolean): void {
    this.#open = null
    if (name.toUpperCase() !== 'INBOX') return this.#say(`${tag} NO [NONEXISTENT] There is only INBOX`)
    const mailbox = this.#store.mailbox(this.#user ?? '')
    this.#open = { mailbox, writable, told: mailbox.messages.length }
    this.#say(`* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)`)
    this.#say(`* ${mailbox.messages.length} EXISTS`)
    this.#say(`* 0 RECENT`)
    this.#say(`* OK [UIDVALIDITY ${mailbox.uidValidity}] Numbers hold`)
    if (this.#faults.imap !== 'no-uidnext') this.#say(`* OK [UIDNEXT ${mailbox.uidNext}] Next`)
    this.#say(`${tag} OK [${writable ? 'READ-WRITE' : 'READ-ONLY'}] Open`)
  }

  #inMailbox(tag: string, name: string, args: ImapArgument[], open: { mailbox: Mailbox; writable: boolean }): void {
    const { messages } = open.mailbox
    const verb = name === 'UID' ? `UID ${String(args[0]).toUpperCase()}` : name
    if (verb === 'UID SEARCH') {
      const uids = search(messages, args.slice(1)).map(({ uid }) => uid)
      this.#say(`* SEARCH${uids.map((uid) => ` ${uid}`).join('')}`)
    } else if (verb === 'UID FETCH') {
      const wanted = inSet(String(args[1]), messages.at(-1)?.uid ?? 0)
      const items = Array.isArray(args[2]) ? args[2] : [args[2] ?? '']
      const all = items.includes('UID') ? items : ['UID', ...items]
      if (
        this.#withholds(
          messages.filter(({ uid }) => wanted(uid)),
          all,
        )
      ) {
        return this.#say(`${tag} NO [SERVERBUG] Something is wrong with one of them`)
      }
      messages.forEach((message, index) => {
        if (wanted(message.uid)) this.#socket.write(fetchAnswer(index + 1, message, all, open.writable))
      })
    } else if (verb === 'IDLE') {
      this.#idleTag = tag
      this.#say('+ idling')
      return this.#tellNew()
    } else if (verb === 'CLOSE' || verb === 'UNSELECT') this.#open = null
    else return this.#say(`${tag} BAD Unknown command ${verb}`)
    this.#tellNew()
    this.#say(`${tag} OK Done`)
  }

  #withholds(messages: readonly MailMessage[], items: readonly ImapArgument[]): boolean {
    const isBody = items.some((item) => /BODY/i.test(String(item)))
    return (
      this.#faults.imap === 'withholds' &&
      isBody &&
      messages.some(({ raw }) => /^X-Broken:/m.test(raw.toString('latin1')))
    )
  }

  #endIdle(text: string): void {
    const tag = this.#idleTag
    this.#idleTag = null
    this.#say(text.toUpperCase() === 'DONE' ? `${tag} OK Done` : `${tag} BAD Expected DONE`)
  }

  #tellNew(): void {
    if (!this.#open || this.#open.mailbox.messages.length === this.#open.told) return
    this.#open.told = this.#open.mailbox.messages.length
    this.#say(`* ${this.#open.told} EXISTS`)
  }
}
