import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import type { Gate } from '../gate.ts'
import { readBody } from '../json-body.ts'
import { notFound } from '../refusal.ts'

/** Workflow executions that wait to be completed: `portalId/callbackId` to what then happens. */
export type OpenCallbacks = Map<string, (outputFields: Record<string, string>) => void>

// The specification wants `typedOutputs` even where it is empty.
const Completion = Type.Object({
  outputFields: Type.Record(Type.String(), Type.String()),
  typedOutputs: Type.Object({}),
})
const Completions = Type.Object({
  inputs: Type.Array(Type.Intersect([Type.Object({ callbackId: Type.String() }), Completion]), { minItems: 1 }),
})

/** How an app ends a workflow action that it had blocked. */
export function callbackRoutes(server: FastifyInstance, gate: Gate, open: OpenCallbacks): void {
  const path = '/automation/actions/callbacks/:version'

  function complete(portalId: number, callbackId: string, outputFields: Record<string, string>): void {
    const key = `${portalId}/${callbackId}`
    const finish = open.get(key)
    if (finish === undefined) throw notFound(`No execution waits for ${callbackId}`)
    open.delete(key)
    finish(outputFields)
  }

  server.post(`${path}/:callbackId/complete`, async (request, reply) => {
    const { portalId } = gate.admit(request, [['automation']])
    const { callbackId } = request.params as { callbackId: string }
    complete(portalId, callbackId, readBody(request, Completion).outputFields)
    return reply.code(204).send()
  })

  server.post(`${path}/complete`, async (request, reply) => {
    const { portalId } = gate.admit(request, [['automation']])
    for (const input of readBody(request, Completions).inputs) {
      complete(portalId, input.callbackId, input.outputFields)
    }
    return reply.code(204).send()
  })
}
