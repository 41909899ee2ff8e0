import { openEmbedded } from './open-embedded.ts'

/** A relay's place in the tests: opens the database of a folder, says so in one line, and stops when its input ends. */
const embedded = await openEmbedded({ dataDir: process.argv[2] ?? '' })
console.log(JSON.stringify({ url: embedded.url, pid: embedded.pid }))
process.stdin.resume().once('end', () => void embedded.stop())
