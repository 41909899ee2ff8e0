import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { dovecotConf } from './dovecot-conf.ts'
import { postfixMain, postfixMaster } from './postfix-conf.ts'

/** Debian's Postfix and Dovecot on loopback with a configuration of their own, in a directory that goes with them. */
export interface MailMachine {
  smtpPort: number
  imapPort: number
  imapsPort: number
  password: string
  /** What both servers have logged, for a failing test. */
  log: () => string
  stop: () => Promise<void>
}

/** Addresses that have a mailbox; Postfix bounces every other one in their domains. */
const people = ['sales@company.test', 'replies@company.test', 'maria@customer.test'] as const

const master = '/usr/lib/postfix/sbin/master'
const dovecot = '/usr/sbin/dovecot'

/** Why the real servers cannot run here, in words; null when they can. */
export function whyNoMailMachine(): string | null {
  if (process.platform !== 'linux') return 'it needs Debian’s Postfix and Dovecot'
  if (process.getuid?.() !== 0) return 'Postfix and Dovecot start as root only'
  const missing = [
    ['postfix', master],
    ['dovecot-imapd', dovecot],
  ].filter(([, file]) => !existsSync(file!))
  if (missing.length > 0) return `not installed: ${missing.map(([name]) => name).join(', ')}`
  const version = execFileSync(dovecot, ['--version'], { encoding: 'utf8' })
  return version.startsWith('2.3.') ? null : `its configuration is for Dovecot 2.3, here is ${version.trim()}`
}

/** Starts both servers on free ports and waits until they answer. */
export async function startMailMachine(): Promise<MailMachine> {
  const folder = mkdtempSync(join(tmpdir(), 'homing-mail-'))
  chmodSync(folder, 0o755)
  const [smtpPort, imapPort, imapsPort] = await freePorts(3)
  const machine = {
    folder,
    password: 'real secret',
    people,
    smtpPort: smtpPort!,
    imapPort: imapPort!,
    imapsPort: imapsPort!,
  }
  for (const part of ['postfix', 'spool', 'data', 'mail']) mkdirSync(join(folder, part))
  execFileSync('chown', ['postfix', join(folder, 'data')])
  execFileSync('chown', ['nobody:nogroup', join(folder, 'mail')])
  makeCertificate(folder)
  writeFileSync(join(folder, 'users'), people.map((user) => `${user}:{PLAIN}${machine.password}::::::\n`).join(''))
  writeFileSync(join(folder, 'dovecot.conf'), dovecotConf(machine))
  writeFileSync(join(folder, 'postfix', 'main.cf'), postfixMain(machine))
  writeFileSync(join(folder, 'postfix', 'master.cf'), postfixMaster(machine))
  execFileSync('postfix', ['-c', join(folder, 'postfix'), 'check'], { stdio: 'pipe' })

  const processes = [
    spawn(dovecot, ['-F', '-c', join(folder, 'dovecot.conf')], { stdio: 'ignore', detached: true }),
    spawn(master, ['-c', join(folder, 'postfix'), '-d'], { stdio: 'ignore', detached: true }),
  ]
  const log = () =>
    ['dovecot.log', 'postfix.log']
      .map((name) => join(folder, name))
      .filter((file) => existsSync(file))
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n')
  const stop = async () => {
    await Promise.all(processes.map(ended))
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await Promise.all([smtpPort!, imapPort!, imapsPort!].map((port) => answering(port)))
  } catch (cause) {
    const said = log()
    await stop()
    throw new Error(`The mail servers did not start:\n${said}`, { cause })
  }
  return { ...machine, log, stop }
}

function makeCertificate(folder: string): void {
  const files = ['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')]
  const kind = ['-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=mx.company.test']
  execFileSync('openssl', ['req', ...kind, ...files], { stdio: 'pipe' })
}

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer())
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve, reject) => {
          server.once('error', reject)
          server.listen(0, '127.0.0.1', () => {
            const address = server.address()
            resolve(typeof address === 'object' && address ? address.port : 0)
          })
        }),
    ),
  )
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))))
  return ports
}

async function answering(port: number): Promise<void> {
  const deadline = Date.now() + 20_000
  for (;;) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true))
      socket.on('error', () => resolve(false))
      socket.on('connect', () => socket.destroy())
    })
    if (open) return
    if (Date.now() > deadline) throw new Error(`Nothing answers on port ${port}`)
    await sleep(50)
  }
}

/** Ends a server with the children it made; each began a process group of its own. */
async function ended(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  process.kill(-child.pid, 'SIGTERM')
  const late = setTimeout(() => process.kill(-child.pid!, 'SIGKILL'), 5_000)
  await gone
  clearTimeout(late)
}
