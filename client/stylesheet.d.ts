/** A stylesheet that a script names is the bundler's business. */
declare module '*.css';
