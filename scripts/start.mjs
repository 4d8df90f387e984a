// `npm start`, and `npm run rehearse` (`start.mjs rehearse …`). This file stays readable for very old versions of Node, so that they can at least be
// told what is missing: no static imports, no newer syntax before the check.

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Parley needs Node 20.19 or newer; this is ${process.versions.node}. Get it at https://nodejs.org.`,
  );
  process.exitCode = 1;
} else {
  import('./setup.mjs')
    .then((setup) => setup.prepareToStart())
    .then((ready) => {
      if (!ready) return undefined;
      // In this same process, so that signals and the exit code are the server's own.
      const program = process.argv[2] === 'rehearse' ? './rehearse.mjs' : '../dist/server/main.js';
      return import(new URL(program, import.meta.url).href);
    })
    .catch((/** @type {unknown} */ error) => {
      console.error(error);
      process.exitCode = 1;
    });
}
