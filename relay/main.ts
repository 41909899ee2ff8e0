import { providers } from './providers/providers.ts'
import { runProgram } from './run-program.ts'

runProgram(process.argv.slice(2), providers)
