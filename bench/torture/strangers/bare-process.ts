import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Answers, and does nothing else: what it takes long for, the machine takes long for. Prints its address. */
const server = createServer((_request, response) => response.end('{"status":"ok"}'))
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
process.on('disconnect', () => process.exit(0))
