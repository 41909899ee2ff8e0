import type { EditionName } from './page/api.ts'
import { pickPort } from './pick-port.ts'

/** Throws a sentence that says how to start on another port, where this one is not free; 0 is any. */
export async function refuseTakenPort(port: number, edition: EditionName): Promise<void> {
  if ((await pickPort(port)) === port || port === 0) return
  const next = await pickPort(port < 65_535 ? port + 1 : 3_000)
  const which = edition === 'private' ? '' : ` -- --edition ${edition}`
  throw new Error(`Port ${port} is taken. Choose another one: PORT=${next} npm start${which}`)
}
