"""Names of parameters that stand for the same kind of thing: func, callback, handler."""

KINDS = {
    kind: names.split()
    for kind, names in {
        "function": "func function fn f callback cb handler predicate pred task job callable "
        "action fun",
        "key": "key key_func keyfunc key_fn by",
        "sequence": "items values nums numbers lst list arr array data seq sequence iterable xs "
        "elements l a tasks records rows things objects coros coroutines args inputs "
        "points words candidates dictionary vocabulary choices strings ints l1 list1",
        "text": "text s string str word sentence content txt message msg line source password pwd "
        "passwd title name phrase expression expr email phone url ip",
        "path": "path file filename file_path filepath src infile input in_path input_path source "
        "csv_path input_file in_file log_path log_file logfile json_path csv_file fname",
        "target": "target out output dst dest outfile out_path output_path output_file out_file "
        "result destination csv_out json_out",
        "folder": "folder directory dir root path folder_path dir_path dirname base",
        "count": "n k count num number limit size top max_items length m num_items chunk_size "
        "batch_size window window_size width step top_n",
        "most": "most max_distance distance threshold max_edits cutoff",
        "workers": "workers max_workers n_workers threads num_threads num_workers limit "
        "concurrency max_concurrent n k pool_size max_concurrency",
        "seconds": "seconds delay interval timeout period wait ttl ttl_seconds per window "
        "window_seconds sleep pause duration time_window backoff base_delay expire "
        "expires_in max_age",
        "times": "times retries attempts max_attempts max_retries tries n count retry max_tries",
        "capacity": "capacity size maxsize max_size limit n cap max_items maxlen",
        "calls": "max_calls limit calls max_requests rate capacity n count requests max_count",
        "column": "column col field key name column_name field_name",
        "value": "value val v item element x obj data target",
        "quantity": "amount qty quantity count n num number units pieces",
        "target_value": "target x value item wanted needle key",
    }.items()
}
