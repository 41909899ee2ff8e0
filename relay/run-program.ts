import type { Logger } from 'pino'
import { createClosing, type Closing } from './process/closing.ts'
import { runCommand } from './command/run-command.ts'
import { ConfigError, readConfig, type Config } from './config/config.ts'
import { listMissing } from './config/list-missing.ts'
import { listUnknown } from './config/list-unknown.ts'
import { listWarnings } from './config/list-warnings.ts'
import { Invalid } from './errors.ts'
import { flushLog } from './process/flush-log.ts'
import { createLog } from './process/log.ts'
import type { Provider } from './providers/provider.ts'
import { readLine } from './providers/read-line.ts'
import { ownMasterKey } from './own-master-key.ts'
import { refuseGuessable } from './refuse-guessable.ts'
import { createRelay } from './relay.ts'
import { openDatabase } from './store/database.ts'
import { openEmbedded } from './store/embedded/open-embedded.ts'
import { migrate } from './store/migrate.ts'
import { readBegun } from './store/portal/read-begun.ts'
import { reachDatabase } from './store/reach-database.ts'
import { tellReader } from './process/tell-reader.ts'
import { whenToldToStop } from './process/when-told-to-stop.ts'
import { zones } from './zone/zones.ts'

/** Milliseconds for what runs when the relay is told to stop; a second signal ends it at once. */
const grace = 15_000

type Providers = ReadonlyMap<string, Provider>

async function run(words: readonly string[], providers: Providers): Promise<void> {
  if (words.length > 0) {
    // Any other command may have been about to say, or to do, what makes it fail.
    const whenLeft = words[0] === 'audit' && words.includes('export') ? 0 : 1
    process.exitCode = await tellReader((print) => runCommand(words, process.env, print, providers), whenLeft)
    return
  }
  const config = readConfig(process.env, (line) => readLine(line, '', '', providers))
  const log = createLog({ level: config.logLevel })
  const opened = createClosing()
  whenToldToStop(grace + 5_000, async ({ by, fault }) => {
    log.info({ by }, 'stopping: no new work, what runs is finished')
    await flushLog(log)
    if (fault) log.fatal({ err: fault }, 'the relay stops because of a fault')
    await opened.close()
    log.info('stopped')
    await flushLog(log)
  })
  try {
    const { url, guessable, missing } = await open(config, providers, log, opened)
    log.info({ url, publicUrl: config.publicUrl, zoneData: zones.version }, 'relay is ready')
    for (const warning of [...listUnknown(process.env), ...listWarnings(config, guessable)]) log.warn(warning)
    for (const step of missing) log.warn(step)
  } catch (error) {
    // Told to stop meanwhile, it was robbed of what it was about to use, and ends as soon as that is closed.
    if (opened.begun) return
    await opened.close()
    throw error
  }
}

async function open(
  config: Config,
  providers: Providers,
  log: Logger,
  opened: Closing,
): Promise<{ url: string; guessable: string[]; missing: string[] }> {
  const tell = (fields: object, message: string) => log.warn(fields, message)
  const embedded = config.databaseUrl ? null : await openEmbedded({ dataDir: config.dataDir, tell }).catch(inWords)
  opened.add(() => embedded?.stop())
  const database = openDatabase({
    url: config.databaseUrl ?? embedded!.url,
    onError: (error) => log.warn({ err: error }, 'a database connection broke; it is replaced'),
  })
  opened.add(() => database.close())
  await reachDatabase(database.url, tell)
  await migrate(database.url, undefined, tell).catch(inWords)
  const keyed = embedded ? await ownMasterKey(config, { database, tell }) : config
  const guessable = await refuseGuessable(keyed, { database, providers })
  const relay = await createRelay(keyed, { database, log, providers })
  opened.add(() => relay.stop(grace))
  const { url } = await relay.start()
  return { url, guessable, missing: listMissing(config, await readBegun(database, config.portal?.id ?? null)) }
}

/** What these two throw of their own is a sentence for whoever starts the relay; of anything else the stack is wanted. */
function inWords(error: unknown): never {
  if (error instanceof Error && error.constructor === Error) throw new Invalid('not_started', error.message)
  throw error
}

/** The relay as a process: it runs until it is told to stop, or does what the words say. Its lines may be of these providers. */
export function runProgram(words: readonly string[], providers: Providers): void {
  run(words, providers).catch((error: unknown) => {
    const told = error instanceof ConfigError || error instanceof Invalid
    process.stderr.write(
      `${told ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    )
    process.exit(1)
  })
}
