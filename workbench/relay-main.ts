import { runProgram } from '../relay/run-program.ts'
import { allProviders } from './simulator/all-providers.ts'

// The relay as `relay/main.ts` runs it, which reaches the workbench's phones as well.
runProgram(process.argv.slice(2), allProviders)
