# Official terms of Madhya Pradesh (MP-SRLM).
-collector = Collector
role-dmmu = District Project Manager
