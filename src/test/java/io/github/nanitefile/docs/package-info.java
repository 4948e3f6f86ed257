/**
 * Holds the documentation to the code: option tables are generated, snippets are compiled and run.
 */
package io.github.nanitefile.docs;
