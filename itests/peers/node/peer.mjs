/*
 * What every peer does: read its settings, one line of JSON, from standard input; listen on 127.0.0.1 and nowhere else;
 * say in one line of JSON that it is ready; and end when its standard input does, so that it never outlives its tests.
 */
import net from 'node:net';
import readline from 'node:readline';

const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (where, ...rest) {
  const options = typeof where === 'object' ? where : { port: where };
  return listen.call(this, { ...options, host: '127.0.0.1' }, ...rest.filter((it) => typeof it === 'function'));
};

/** @param {(settings: object) => Promise<object>} start starts the peer; what it returns is what the tests are told */
export function peer(start) {
  const input = readline.createInterface({ input: process.stdin });
  input.once('line', async (settings) => {
    try {
      const told = await start(JSON.parse(settings));
      console.log(JSON.stringify({ ...told, ready: true }));
    } catch (failure) {
      console.error(failure);
      process.exit(1);
    }
  });
  input.once('close', () => process.exit(0));
}
