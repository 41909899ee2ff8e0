import closeWithGrace from 'close-with-grace'
import { runCommand } from './command/run-command.ts'
import { ConfigError, readConfig } from './config.ts'
import { Invalid } from './errors.ts'
import { createLog } from './log.ts'
import { providers } from './providers/providers.ts'
import { readLine } from './providers/read-line.ts'
import { createRelay } from './relay.ts'
import { openDatabase } from './store/database.ts'
import { openEmbedded } from './store/embedded/open-embedded.ts'
import { migrate } from './store/migrate.ts'

/** Milliseconds for what runs when the relay is told to stop; a second signal ends it at once. */
const grace = 15_000

async function main(words: readonly string[]): Promise<void> {
  if (words.length > 0) {
    process.exitCode = await runCommand(words, process.env, (text) => process.stdout.write(`${text}\n`))
    return
  }
  const config = readConfig(process.env, (line) => readLine(line, '', '', providers))
  const log = createLog({ level: config.logLevel })
  const embedded = config.databaseUrl ? null : await openEmbedded({ dataDir: config.dataDir })
  const database = openDatabase({
    url: config.databaseUrl ?? embedded!.url,
    onError: (error) => log.warn({ err: error }, 'a database connection broke; it is replaced'),
  })
  await migrate(database.url)
  const relay = await createRelay(config, { database, log })
  closeWithGrace({ delay: grace + 5_000, logger: false }, async ({ signal, err }) => {
    if (err) log.fatal({ err }, 'the relay stops because of a fault')
    else log.info({ signal }, 'stopping: no new work, what runs is finished')
    await relay.stop(grace)
    await database.close()
    await embedded?.stop()
    log.info('stopped')
  })
  const { url } = await relay.start()
  log.info({ url, publicUrl: config.publicUrl }, 'relay is ready')
}

main(process.argv.slice(2)).catch((error: unknown) => {
  const told = error instanceof ConfigError || error instanceof Invalid
  process.stderr.write(
    `${told ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  )
  process.exit(1)
})
