import { Invalid } from '../errors.ts'
import type { Server } from './server.ts'

/**
 * Takes the port. Answers with the address.
 * @throws `Invalid` in a sentence for whoever starts the relay where it cannot be had
 */
export async function listen(server: Server, { host, port }: { host: string; port: number }): Promise<string> {
  try {
    return await server.listen({ host, port })
  } catch (error) {
    throw inWords(error, host, port)
  }
}

function inWords(error: unknown, host: string, port: number): unknown {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return new Invalid(
        'port_taken',
        `Port ${port} of ${host} is taken, perhaps by a relay that runs already. Stop what listens there, or set PORT to another one.`,
      )
    case 'EACCES':
      return new Invalid(
        'port_forbidden',
        `This user may not listen at port ${port}. Set PORT to one above 1023, and let a proxy in front have ${port}.`,
      )
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new Invalid(
        'host_unknown',
        `${host} is no address of this machine. Set HOST to one of its own, or to 0.0.0.0 for all of them.`,
      )
    default:
      return error
  }
}
