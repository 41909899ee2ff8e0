import { settingsSchema } from '../../settings-file/settings-schema.ts'
import type { Provider } from '../../providers/provider.ts'
import { writeNewFile } from './write-new-file.ts'

/** Writes the JSON Schema of files of settings to a file that is not there yet, or to the terminal. No relay need run. */
export function writeSchema(
  providers: ReadonlyMap<string, Provider>,
  file: string | undefined,
  print: (text: string) => void,
): number {
  const text = JSON.stringify(settingsSchema(providers), null, 2)
  if (file === undefined) print(text)
  else {
    writeNewFile(file, `${text}\n`)
    print(`${file} says what a file of settings may hold.`)
  }
  return 0
}
