import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../../relay/store/embedded/free-port.ts'
import { until } from '../until.ts'
import { kannelConf } from './kannel-conf.ts'

/** Debian's Kannel on loopback with its fake network, in a directory that goes with them. */
export interface KannelMachine {
  /** Address of sendsms. */
  url: string
  password: string
  /** The lines that reached phones, as fakesmsc shows them: `from to kind text`. */
  arrived(): string[]
  /** Somebody writes, as one line of fakesmsc: `from to text words`. What was written before must have arrived. */
  write(line: string): Promise<void>
  /** What all parts have logged. */
  log(): string
  stop(): Promise<void>
}

const bearerbox = '/usr/sbin/bearerbox'
const smsbox = '/usr/sbin/smsbox'
const fakesmsc = '/usr/lib/kannel/test/fakesmsc'

/** Why the real gateway cannot run here, in words; null when it can. */
export function whyNoKannelMachine(): string | null {
  if (process.platform !== 'linux') return 'it needs Debian’s Kannel'
  const missing = [
    ['kannel', bearerbox],
    ['kannel', smsbox],
    ['kannel-extras', fakesmsc],
  ].filter(([, file]) => !existsSync(file!))
  if (missing.length === 0) return null
  return `not installed: ${[...new Set(missing.map(([name]) => name))].join(', ')}`
}

/** Starts gateway and phones on free ports and waits until they know each other. Replies go to `replyUrl`. */
export async function startKannelMachine(replyUrl: string): Promise<KannelMachine> {
  const folder = mkdtempSync(join(tmpdir(), 'homing-kannel-'))
  const password = 'real-secret'
  const [adminPort, boxPort, sendsmsPort, phonesPort, peoplePort] = await freePorts(5)
  const ports = {
    adminPort: adminPort!,
    boxPort: boxPort!,
    sendsmsPort: sendsmsPort!,
    phonesPort: phonesPort!,
    peoplePort: peoplePort!,
  }
  const conf = join(folder, 'kannel.conf')
  writeFileSync(conf, kannelConf({ folder, password, replyUrl, ...ports }))
  const processes: Running[] = []
  let writer: ChildProcess | undefined
  const start = (program: string, args: string[]) => {
    const running = run(program, args, folder)
    processes.push(running)
    return running
  }
  const centre = (port: number) => ['-H', '127.0.0.1', '-r', String(port)]
  const log = () => {
    const files = ['bearerbox.log', 'smsbox.log'].map((name) => join(folder, name)).filter((file) => existsSync(file))
    return [...files.map((file) => readFileSync(file, 'utf8')), ...processes.map(({ said }) => said())].join('\n')
  }
  const stop = async () => {
    for (const { child } of processes.toReversed()) await ended(child)
    rmSync(folder, { recursive: true, force: true })
  }

  /** Kannel's own page about itself; boxes and centres are on it once they are connected. */
  const shown = (what: RegExp) =>
    until(async () => {
      const page = await fetch(`http://127.0.0.1:${ports.adminPort}/status.txt?password=only%20for%20this%20test`)
      const text = await page.text()
      if (!what.test(text)) throw new Error(`Kannel shows no ${what} but: ${text}`)
    })
  try {
    start(bearerbox, ['-v', '4', conf])
    await shown(/Status: running/)
    start(smsbox, ['-v', '4', conf])
    await shown(/smsbox:.*on-line/)
    await shown(/phones\[phones\].*\(connecting/)
    // With no message to send it only takes what comes; it needs one on its command line nevertheless.
    const phones = start(fakesmsc, [...centre(ports.phonesPort), '-m', '0', '1 1 text unused'])
    await shown(/phones\[phones\].*\(online/)
    return {
      url: `http://127.0.0.1:${ports.sendsmsPort}/cgi-bin/sendsms`,
      password,
      arrived: () => Array.from(phones.said().matchAll(/Got message \d+: <(.*)>$/gm), ([, line = '']) => line),
      // Kannel's end takes one connection at a time.
      async write(line) {
        if (writer) await ended(writer)
        writer = start(fakesmsc, [...centre(ports.peoplePort), '-m', '1', line]).child
      },
      log,
      stop,
    }
  } catch (cause) {
    const said = log()
    await stop()
    throw new Error(`Kannel did not start:\n${said}`, { cause })
  }
}

interface Running {
  child: ChildProcess
  said: () => string
}

function run(program: string, args: string[], cwd: string): Running {
  const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  const keep = (text: string) => {
    said += text
  }
  child.stdout.setEncoding('utf8').on('data', keep)
  child.stderr.setEncoding('utf8').on('data', keep)
  child.on('error', ({ message }) => keep(message))
  return { child, said: () => said }
}

/** Ports that nobody listens on, all different. */
async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>()
  while (ports.size < count) ports.add(await freePort(undefined))
  return [...ports]
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  const late = setTimeout(() => child.kill('SIGKILL'), 5_000)
  await gone
  clearTimeout(late)
}
