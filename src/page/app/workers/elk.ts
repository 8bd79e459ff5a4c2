/** Lays out graphs beside the page: elk's own worker, which answers what elk's API sends it. */
import "elkjs/lib/elk-worker.min.js";
