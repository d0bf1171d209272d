// swift-format-ignore-file
// Made by ops/make-resources; do not edit.

extension Generated {
    /// Spec keys and categories of equipment.
    static let categories: String = #"""
K	acceleration_g	number	g	最大加速度	maximum acceleration
K	accuracy_class	text		准确度等级	accuracy class
K	accuracy_pct	number	%	测量精度	measurement accuracy
K	agitator_power_kw	number	kW	搅拌功率	agitator power
K	air_flow_m3_h	number	m3/h	处理风量	air flow
K	air_pressure_mpa	number	MPa	工作气压	working air pressure
K	alarm_time_s	number	s	报警响应时间	alarm response time
K	approach_c	number	°C	逼近度	approach
K	area_m2	number	m2	换热面积	heat-transfer area
K	auto_doffing	bool		自动落纱	automatic doffing
K	auto_splicing	bool		自动接头	automatic splicing
K	automation_pct	number	%	自动化率	automation rate
K	autonomy_level	text		自动驾驶等级	autonomy level
K	axes	number		控制轴数	controlled axes
K	axis_distance_mm	number	mm	轴距	wheel axis distance
K	bandwidth_gbps	number	Gbit/s	带宽	bandwidth
K	bandwidth_ghz	number	GHz	带宽	bandwidth
K	battery_life_h	number	h	续航时间	battery life
K	bending_length_mm	number	mm	折弯长度	bending length
K	boring_spindle_diameter_mm	number	mm	镗轴直径	boring spindle diameter
K	breakage_pct	number	%	碎片率	breakage rate
K	build_volume_l	number	L	成形体积	build volume
K	busbar_count	number		主栅数	busbars
K	camera_megapixel	number	MP	相机像素	camera resolution
K	capacity_kva	number	kVA	额定容量	rated capacity
K	capacity_t	number	t	公称容量	nominal capacity
K	capacity_t_d	number	t/d	日处理能力	daily capacity
K	capacity_t_h	number	t/h	处理能力	capacity
K	carbon_conversion_pct	number	%	碳转化率	carbon conversion
K	cell_count	number		基站/小区数	cells
K	cell_current_ka	number	kA	电解槽电流	cell current
K	cells_per_h	number	1/h	每小时产能(片电池)	cells per hour
K	cells_per_min	number	1/min	每分钟产能(支)	cells per minute
K	certified	bool		取得强制认证/防爆认证	mandatory certification held
K	chamber_volume_l	number	L	箱体容积	chamber volume
K	changeover_min	number	min	换型时间	changeover time
K	channel_count	number		通道数	channels
K	channel_current_a	number	A	单通道电流	channel current
K	channel_voltage_v	number	V	单通道电压	channel voltage
K	charge_kg	number	kg	投料量	charge
K	clamping_force_kn	number	kN	锁模力	clamping force
K	cnc	bool		是否数控	numerically controlled
K	cnc_system	text		数控系统	CNC system
K	coal_feed_t_d	number	t/d	投煤量	coal feed
K	coating_uniformity_pct	number	%	膜厚均匀性	coating uniformity
K	colors	number		色数	colours
K	column_count	number		柱数	columns
K	compute_pflops	number	PFLOPS	算力(FP16)	compute (FP16)
K	compute_tops	number	TOPS	算力(INT8)	compute (INT8)
K	concurrent_users	number		并发用户数	concurrent users
K	conductivity_us_cm	number	μS/cm	产水电导率	product conductivity
K	control_mode	text		控制方式	control mode
K	cooling_capacity_kw	number	kW	制冷量	cooling capacity
K	cop	number		性能系数COP	COP
K	crew_reduction	number		减少在岗人数	operators removed
K	cutting_length_mm	number	mm	加工长度	working length
K	cutting_taper_deg	number	deg	最大切割锥度	maximum cutting taper
K	cutting_width_mm	number	mm	加工宽度	working width
K	data_logging	bool		数据追溯	data logging
K	daylight_mm	number	mm	开口高度	daylight opening
K	dc_kwh_per_t	number	kWh/t	吨铝直流电耗	DC energy per tonne of aluminium
K	delivery_speed_m_min	number	m/min	引纱速度	delivery speed
K	deployment	text		部署方式	deployment
K	design_temp_c	number	°C	设计温度	design temperature
K	detection_method	text		检测方法	detection method
K	diameter_mm	number	mm	直径	diameter
K	discharge_pressure_mpa	number	MPa	排气压力	discharge pressure
K	discharge_size_mm	number	mm	出料粒度	discharge size
K	domestic	bool		国产自主	domestically developed
K	drift_pct	number	%	飘水率	drift loss
K	dry_output_kg_h	number	kg/h	干品产量	dry output
K	duty_cycle_pct	number	%	负载持续率	duty cycle
K	edge_thickness_mm	number	mm	封边厚度	edge thickness
K	effects	number		效数	effects
K	efficiency_pct	number	%	效率	efficiency
K	effluent_cod_mg_l	number	mg/L	出水COD	effluent COD
K	energy_feedback_pct	number	%	回馈效率	energy feedback efficiency
K	energy_kwh_per_kg	number	kWh/kg	单位产品能耗	specific energy
K	energy_kwh_per_t	number	kWh/t	单位产品电耗	specific energy
K	evap_t_h	number	t/h	额定蒸发量	rated evaporation
K	evaporation_t_h	number	t/h	蒸发量	evaporation
K	exchanger_type	text		结构型式	exchanger type
K	explosion_mark	text		防爆标志	explosion-proof marking
K	explosion_proof	bool		防爆	explosion-proof
K	false_reject_pct	number	%	误判率	false reject rate
K	fan_power_ratio	number	kW/(m3/h)	耗电比	power per water flow
K	fan_pressure_pa	number	Pa	全压	total pressure
K	feed_size_mm	number	mm	进料粒度	feed size
K	filling_accuracy_g	number	g	注液精度	filling accuracy
K	film_thickness_um	number	μm	膜厚	film thickness
K	fineness_mesh	number	mesh	产品细度	product fineness
K	flight_range_km	number	km	航程	flight range
K	flow_m3_h	number	m3/h	流量	flow
K	flow_m3_min	number	m3/min	容积流量	volume flow
K	flow_rate_ml_min	number	mL/min	喷涂流量	paint flow rate
K	force_max_kn	number	kN	最大试验力	maximum test force
K	frame_size	number	mm	机座号	frame size
K	frequency_max_hz	number	Hz	最高频率	maximum frequency
K	fuel	text		燃料	fuel
K	furnace_volume_m3	number	m3	炉容	furnace volume
K	g_force	number	g	分离因数	separation factor
K	gasifier_type	text		气化工艺	gasification process
K	grinding_length_mm	number	mm	最大磨削长度	maximum grinding length
K	head_m	number	m	扬程	head
K	heat_source	text		热源	heat source
K	height_m	number	m	高度	height
K	hot_zone_inch	number	in	热场尺寸	hot-zone size
K	humidity_max_pct	number	%RH	最高湿度	maximum humidity
K	hygienic	bool		符合食品/药品卫生要求	hygienic design
K	ie_grade	number		能效等级(GB)	efficiency grade (GB)
K	ingot_diameter_mm	number	mm	晶棒直径	ingot diameter
K	injection_pressure_mpa	number	MPa	注射压力	injection pressure
K	insulation_class	text		绝缘等级	insulation class
K	insulation_gohm	number	GΩ	绝缘电阻测量上限	insulation resistance limit
K	interface_protocols	text		支持协议	supported protocols
K	ip_rating	text		防护等级	protection rating
K	laser_power_w	number	W	激光功率	laser power
K	latency_ms	number	ms	时延	latency
K	layer_um	number	μm	层厚	layer thickness
K	leakage_current_ma	number	mA	漏电流测量上限	leakage current limit
K	lift_height_m	number	m	提升高度	lift height
K	line_speed_m_min	number	m/min	线速度	line speed
K	liquor_ratio	number		浴比	liquor ratio
K	load_loss_w	number	W	负载损耗	load loss
K	load_t	number	t	额定载重	rated load
K	material	text		主体材质	main material
K	max_drilling_diameter_mm	number	mm	最大钻孔直径	maximum drilling diameter
K	max_grinding_diameter_mm	number	mm	最大磨削直径	maximum grinding diameter
K	max_module	number	mm	最大模数	maximum gear module
K	max_thickness_mm	number	mm	最大加工板厚	maximum sheet thickness
K	max_turning_diameter_mm	number	mm	最大车削直径	maximum turning diameter
K	max_turning_length_mm	number	mm	最大车削长度	maximum turning length
K	max_workpiece_diameter_mm	number	mm	最大工件直径	maximum workpiece diameter
K	mes_interface	bool		提供MES接口	MES interface
K	min_line_um	number	μm	最小线宽	minimum line width
K	mvr	bool		机械蒸汽再压缩	mechanical vapour recompression
K	navigation	text		导航方式	navigation
K	no_load_loss_w	number	W	空载损耗	no-load loss
K	nominal_force_kn	number	kN	公称力	nominal force
K	nox_mg_m3	number	mg/m3	NOx排放浓度	NOx emission
K	npsh_m	number	m	必需汽蚀余量	NPSH required
K	oee_pct	number	%	设备综合效率	overall equipment effectiveness
K	oil_free	bool		无油	oil-free
K	output_kg_h	number	kg/h	产量	output
K	packing_type	text		填料类型	packing type
K	panel_width_mm	number	mm	板宽	panel width
K	payload_kg	number	kg	额定负载	payload
K	penetration_mm	number	mm	穿透/检测厚度	penetration
K	pieces_per_min	number	1/min	每分钟产能(件)	pieces per minute
K	placement_accuracy_um	number	μm	贴装精度	placement accuracy
K	placement_cph	number	1/h	贴装速度	placement speed
K	pm_mg_m3	number	mg/m3	颗粒物排放浓度	particulate emission
K	points	number		接入点数	connected points
K	poles	number		极数	poles
K	positioning_accuracy_mm	number	mm	定位精度	positioning accuracy
K	power_kw	number	kW	额定功率	rated power
K	pressure_mpa	number	MPa	设计压力	design pressure
K	product_types	number		可混线产品种类数	product types run on one line
K	pue	number		电能利用效率PUE	power usage effectiveness
K	rack_count	number		机柜数	racks
K	range_max	text		量程	measuring range
K	reach_mm	number	mm	工作半径	reach
K	recovery_pct	number	%	收率	recovery
K	removal_pct	number	%	去除率	removal rate
K	repeatability_mm	number	mm	重复定位精度	repeatability
K	residual_moisture_pct	number	%	出料含水率	residual moisture
K	resin_volume_m3	number	m3	树脂装填量	resin volume
K	resolution	text		分辨率	resolution
K	reuse_pct	number	%	回用率	reuse rate
K	rotation_rpm	number	r/min	转速	rotation speed
K	rotor_count	number		转杯头数	rotors
K	rotor_speed_rpm	number	r/min	转杯速度	rotor speed
K	roundness_um	number	μm	圆度	roundness
K	sample_rate_gs	number	GSa/s	采样率	sample rate
K	screw_diameter_mm	number	mm	螺杆直径	screw diameter
K	seam_tracking	bool		焊缝跟踪	seam tracking
K	servo_drive	bool		伺服驱动	servo drive
K	shot_weight_g	number	g	注射量	shot weight
K	simultaneous_axes	number		联动轴数	simultaneous axes
K	so2_mg_m3	number	mg/m3	SO2排放浓度	SO2 emission
K	solids_capacity_m3_h	number	m3/h	处理量	capacity
K	specific_energy_kgce_t	number	kgce/t	单位产品综合能耗	specific energy
K	specific_power_kw_m3_min	number	kW/(m3/min)	机组输入比功率	specific input power
K	speed_m_s	number	m/s	运行速度	travel speed
K	spindle_bore_mm	number	mm	主轴通孔直径	spindle bore
K	spindle_count	number		锭数	spindles
K	spindle_gauge_mm	number	mm	锭距	spindle gauge
K	spindle_power_kw	number	kW	主轴功率	spindle power
K	spindle_speed_rpm	number	r/min	主轴最高转速	maximum spindle speed
K	spindle_taper	text		主轴锥孔	spindle taper
K	station_count	number		工位数	stations
K	steam_per_t_water_kg	number	kg/t	吨水耗汽	steam per tonne of water
K	steam_pressure_mpa	number	MPa	额定蒸汽压力	rated steam pressure
K	stitches_per_min	number	1/min	缝速	stitches per minute
K	stroke_mm	number	mm	滑块行程	slide stroke
K	strokes_per_min	number	1/min	每分钟行程次数	strokes per minute
K	surface_roughness_um	number	μm	表面粗糙度Ra	surface roughness Ra
K	table_length_mm	number	mm	工作台长度	table length
K	table_load_kg	number	kg	工作台承重	table load
K	table_width_mm	number	mm	工作台宽度	table width
K	takt_s	number	s	节拍	cycle time
K	temp_max_c	number	°C	最高温度	maximum temperature
K	temp_min_c	number	°C	最低温度	minimum temperature
K	temp_rate_c_min	number	°C/min	升降温速率	temperature change rate
K	temp_uniformity_c	number	°C	温度均匀度	temperature uniformity
K	test_voltage_kv	number	kV	试验电压	test voltage
K	thermal_efficiency_pct	number	%	热效率	thermal efficiency
K	throat_depth_mm	number	mm	喉口深度	throat depth
K	throughput_per_h	number	1/h	处理能力	throughput
K	tool_count	number	pcs	刀库容量	tool magazine capacity
K	torque_accuracy_pct	number	%	扭矩精度	torque accuracy
K	torque_max_nm	number	N·m	最大扭矩	maximum torque
K	torque_min_nm	number	N·m	最小扭矩	minimum torque
K	traceability	bool		可溯源校准	traceable calibration
K	transfer_efficiency_pct	number	%	涂料利用率	transfer efficiency
K	travel_x_mm	number	mm	X轴行程	X travel
K	travel_y_mm	number	mm	Y轴行程	Y travel
K	travel_z_mm	number	mm	Z轴行程	Z travel
K	tray_count	number		塔板数	trays
K	turndown_pct	number	%	负荷下限	turndown
K	utilisation_pct	number	%	综合利用率	utilisation rate
K	vacuum_kpa	number	kPa	真空度(绝压)	vacuum (absolute)
K	variable_speed	bool		变频	variable speed
K	voc_capture	bool		配套VOCs收集	VOC capture included
K	voltage_v	number	V	额定电压	rated voltage
K	volume_m3	number	m3	容积	volume
K	wafer_size_mm	number	mm	硅片尺寸	wafer size
K	wafer_thickness_um	number	μm	切片厚度	wafer thickness
K	wafers_per_h	number	1/h	每小时产能(片)	wafers per hour
K	water_flow_m3_h	number	m3/h	循环水量	circulating water flow
K	water_saving_pct	number	%	节水率	water saved
K	water_use_m3_t	number	m3/t	吨产品耗水	water per tonne
K	wavelength_max_nm	number	nm	最长波长	longest wavelength
K	wavelength_min_nm	number	nm	最短波长	shortest wavelength
K	weight_kg	number	kg	整机重量	machine weight
K	weld_frequency_khz	number	kHz	超声频率	ultrasonic frequency
K	weld_precision_mm	number	mm	焊接精度	welding precision
K	welding_current_a	number	A	焊接电流	welding current
K	winding_speed_m_min	number	m/min	卷绕速度	winding speed
K	wire_speed_m_s	number	m/s	走丝速度	wire speed
K	working_width_mm	number	mm	工作幅宽	working width
K	zones	number		温区数	zones
N	machine-tool	机床	machine tools	0	工业母机|工作母机|金属切削机床|machine tool|mother machine	box1.machine-tools.machine-tools-over-10-years|box3.guangzhou	0	C342	advanced_equipment	cnc|positioning_accuracy_mm|spindle_power_kw|weight_kg	
A	10
C	粤工信技改函〔2024〕6号	box1.machine-tools	
N	machine-tool.lathe	车床	lathes	0	普通车床|卧式车床|立式车床|lathe|turning machine	box1.machine-tools.machine-tools-over-10-years|box3.guangzhou	1	C342	advanced_equipment	max_turning_diameter_mm|max_turning_length_mm|spindle_speed_rpm|spindle_power_kw|cnc	CA6140
A	10
C	粤工信技改函〔2024〕6号	box1.machine-tools	
N	machine-tool.lathe.cnc	数控车床	CNC lathes	1	数控卧车|斜床身数控车床|走心机|刀塔机|CNC lathe|turning center|Swiss-type lathe	box1.instruments.cnc-machining	0	C40	advanced_equipment	max_turning_diameter_mm|max_turning_length_mm|spindle_speed_rpm|spindle_power_kw|spindle_bore_mm|repeatability_mm|cnc_system	CK6140|CK6150
A	10
C	粤工信技改函〔2024〕6号	box1.machine-tools	
N	machine-tool.lathe.turn-mill	车铣复合机床	turn-mill centres	1	车铣复合加工中心|复合机床|mill-turn|multitasking machine	box1.machine-tools.machine-tools-over-10-years|box3.guangzhou	1	C342	advanced_equipment	max_turning_diameter_mm|max_turning_length_mm|spindle_speed_rpm|simultaneous_axes|tool_count|repeatability_mm|cnc_system	车铣复合中心
A	10
C	粤工信技改函〔2024〕6号	box1.machine-tools	
N	machine-tool.machining-center	加工中心	machining centres	0	数控加工中心|CNC加工中心|machining center|CNC mill	box1.instruments.cnc-machining	0	C40	advanced_equipment	travel_x_mm|travel_y_mm|travel_z_mm|spindle_speed_rpm|tool_count|positioning_accuracy_mm|repeatability_mm|cnc_system	
A	10
C	粤工信技改函〔2024〕6号	box1.machine-tools	
N	machine-tool.machining-center.vertical	立式加工中心	vertical machining centres	1	立加|VMC|vertical machining center	box1.instruments.cnc-machining	1	C40	advanced_equipment	travel_x_mm|travel_y_mm|travel_z_mm|spindle_speed_rpm|spindle_taper|table_load_kg|tool_count|repeatability_mm	VMC850|VMC1160
A	10
C	粤工信技改函〔2024〕6号	box1.machine-tools	
N	machine-tool.machining-center.horizontal	卧式加工中心	horizontal machining centres	1	卧加|HMC|horizontal machining center	box1.instruments.cnc-machining	1	C40	advanced_equipment	travel_x_mm|travel_y_mm|travel_z_mm|spindle_speed_rpm|table_load_kg|tool_count|repeatability_mm	HMC630
A	10
C	粤工信技改函〔2024〕6号	box1.machine-tools	
N	machine-tool.machining-center.gantry	龙门加工中心	gantry machining centres	1	龙门铣|数控龙门|龙门镗铣床|gantry mill|bridge mill|double-column machining center	box1.instruments.cnc-machining	1	C40	advanced_equipment	travel_x_mm|travel_y_mm|travel_z_mm|spindle_power_kw|table_load_kg|positioning_accuracy_mm	GMC2518
A	10
C	粤工信技改函〔2024〕6号	box1.machine-tools	
N	machine-tool.machining-center.five-axis	五轴加工中心	five-axis machining centres	1	五轴联动加工中心|五轴机床|5-axis machining center|five axis	box1.instruments.cnc-machining	1	C40	advanced_equipment	travel_x_mm|travel_y_mm|travel_z_mm|simultaneous_axes|spindle_speed_rpm|max_workpiece_diameter_mm|repeatability_mm|cnc_system	五轴联动立式加工中心
A	10
C	粤工信技改函〔2024〕6号	box1.machine-tools	
N	machine-tool.milling	铣床	milling machines	1	炮塔铣|万能铣床|数控铣床|milling machine|knee mill	box1.machine-tools.machine-tools-over-10-years|box3.guangzhou	1	C342	advanced_equipment	table_length_mm|table_width_mm|travel_x_mm|spindle_speed_rpm|spindle_power_kw|cnc	X6132
A	10
C	粤工信技改函〔2024〕6号	box1.machine-tools	
N	machine-tool.boring	镗床	boring machines	1	卧式镗床|落地镗|坐标镗床|boring mill|jig borer	box1.machine-tools.machine-tools-over-10-years|box3.guangzhou	1	C342	advanced_equipment	boring_spindle_diameter_mm|table_load_kg|travel_x_mm|spindle_power_kw|cnc	TPX6111
A	10
C	粤工信技改函〔2024〕6号	box1.machine-tools	
N	machine-tool.drilling	钻床	drilling machines	1	摇臂钻床|台钻|深孔钻|钻攻中心|drill press|radial drill|tapping center	box1.machine-tools.machine-tools-over-10-years|box3.guangzhou	1	C342	advanced_equipment	max_drilling_diameter_mm|spindle_speed_rpm|spindle_power_kw|cnc	Z3050
A	10
C	粤工信技改函〔2024〕6号	box1.machine-tools	
N	machine-tool.grinding	磨床	grinding machines	1	平面磨床|外圆磨床|内圆磨床|无心磨床|grinder|surface grinder|cylindrical grinder	box1.machine-tools.machine-tools-over-10-years|box3.guangzhou	1	C342	advanced_equipment	max_grinding_diameter_mm|grinding_length_mm|roundness_um|surface_roughness_um|spindle_power_kw|cnc	M1432|M7130
A	10
C	粤工信技改函〔2024〕6号	box1.machine-tools	
N	machine-tool.gear	齿轮加工机床	gear-cutting machines	1	滚齿机|插齿机|磨齿机|gear hobbing machine|gear grinder	box1.machine-tools.machine-tools-over-10-years|box3.guangzhou	1	C342	advanced_equipment	max_module|max_workpiece_diameter_mm|axes|spindle_power_kw|cnc	Y3150
A	10
C	粤工信技改函〔2024〕6号	box1.machine-tools	
N	machine-tool.edm	电加工机床	electrical discharge machines	1	电火花机|线切割|慢走丝|火花机|EDM|wire EDM|die sinker	box1.machine-tools.machine-tools-over-10-years|box3.guangzhou	1	C342	advanced_equipment	travel_x_mm|travel_y_mm|wire_speed_m_s|cutting_taper_deg|surface_roughness_um|positioning_accuracy_mm	DK7740
A	10
C	粤工信技改函〔2024〕6号	box1.machine-tools	
N	machine-tool.laser-cutting	激光切割机	laser cutting machines	1	光纤激光切割机|激光下料|fiber laser cutter|laser cutter	box1.machine-tools.machine-tools-over-10-years|box3.guangzhou	1	C342	advanced_equipment	laser_power_w|max_thickness_mm|cutting_length_mm|cutting_width_mm|positioning_accuracy_mm|cnc	3015光纤激光切割机
A	10
C	粤工信技改函〔2024〕6号	box1.machine-tools	
N	forming	金属成形装备	metal-forming equipment	0	锻压设备|钣金设备|压力加工设备|metal forming|forging and pressing		0			nominal_force_kn|power_kw|cnc	
N	forming.press	压力机	presses	0	冲床|压机|press|stamping press		0			nominal_force_kn|stroke_mm|strokes_per_min|power_kw	
N	forming.press.hydraulic	油压机	hydraulic presses	1	液压机|四柱液压机|框架液压机|hydraulic press	box1.construction-machinery.hydraulic-press	0	C3514|C3517	advanced_equipment	nominal_force_kn|stroke_mm|daylight_mm|table_length_mm|table_width_mm|power_kw|servo_drive	YQ32-315
N	forming.press.mechanical	机械压力机	mechanical presses	1	冲床|曲柄压力机|高速冲床|mechanical press|punch press|power press		0			nominal_force_kn|stroke_mm|strokes_per_min|power_kw	J23-63|JH21-110
N	forming.press.servo	伺服压力机	servo presses	1	伺服冲床|电动伺服压机|servo press		0			nominal_force_kn|stroke_mm|strokes_per_min|power_kw|positioning_accuracy_mm	伺服闭式压力机
N	forming.press-brake	折弯机	press brakes	1	数控折弯机|液压折弯机|折边机|press brake|bending machine	box1.construction-machinery.press-brake	0	C3514|C3517	advanced_equipment	nominal_force_kn|bending_length_mm|throat_depth_mm|axes|positioning_accuracy_mm|servo_drive	WC67Y-100/3200
N	forming.shear	剪切设备	shearing equipment	0	剪板机|闸式剪板机|shear|guillotine shear		0			max_thickness_mm|cutting_width_mm|strokes_per_min|power_kw|cnc	QC12Y-6x2500
N	forming.shear.flexible	柔性剪切线	flexible shearing lines	1	柔性剪切装备|冲剪复合线|板材柔性加工线|flexible shearing line|punch-shear line	box1.agricultural-machinery.flexible-shearing	0	C357	advanced_equipment	max_thickness_mm|cutting_width_mm|takt_s|product_types|changeover_min|mes_interface	冲剪复合柔性线
N	forming.flexible-line	柔性成形线	flexible forming lines	1	柔性成型装备|板材柔性成形|机器人折弯单元|flexible forming line|robotic bending cell	box1.agricultural-machinery.flexible-forming	0	C357	advanced_equipment	nominal_force_kn|max_thickness_mm|takt_s|product_types|changeover_min|mes_interface	机器人折弯单元
N	forming.die-casting	压铸机	die-casting machines	1	冷室压铸机|热室压铸机|一体化压铸|die casting machine|giga press	box3.zhaoqing|box3.guangzhou	0			clamping_force_kn|shot_weight_g|injection_pressure_mpa|takt_s|power_kw	冷室压铸机 30000 kN
N	welding	焊接装备	welding equipment	0	焊机|焊接设备|welding|welder		0			welding_current_a|power_kw|duty_cycle_pct	
N	welding.robot	自动焊接机器人	welding robots	0	焊接机器人|机器人焊接工作站|welding robot|robotic welding cell	box1.e-bikes.welding-robot	0	C377	advanced_equipment	payload_kg|reach_mm|axes|repeatability_mm|welding_current_a|seam_tracking|duty_cycle_pct	
N	welding.robot.arc	弧焊机器人	arc-welding robots	1	弧焊工作站|MIG焊接机器人|arc welding robot	box1.e-bikes.welding-robot	1	C377	advanced_equipment	payload_kg|reach_mm|repeatability_mm|welding_current_a|seam_tracking|duty_cycle_pct	6轴弧焊机器人 6 kg
N	welding.robot.spot	点焊机器人	spot-welding robots	1	点焊工作站|车身点焊机器人|spot welding robot	box1.e-bikes.welding-robot	1	C377	advanced_equipment	payload_kg|reach_mm|repeatability_mm|welding_current_a	6轴点焊机器人 210 kg
N	welding.flexible-cell	柔性焊接单元	flexible welding cells	1	柔性焊接线|焊接柔性装备|免示教焊接工作站|flexible welding cell|teach-free welding	box1.agricultural-machinery.welding	0	C357	advanced_equipment	payload_kg|reach_mm|seam_tracking|product_types|changeover_min|mes_interface	免示教焊接工作站
N	welding.laser	激光焊接机	laser welding machines	0	激光焊|光纤激光焊接机|振镜焊接机|laser welder|laser welding	box1.power-battery.laser-welder	0	C3841	advanced_equipment	laser_power_w|weld_precision_mm|line_speed_m_min|seam_tracking|power_kw	
N	welding.laser.battery	动力电池激光焊接机	battery laser welders	1	电芯激光焊接机|顶盖焊接机|极耳激光焊|模组激光焊接|battery laser welder|cell cap welding	box1.power-battery.laser-welder	0	C3841	advanced_equipment	laser_power_w|weld_precision_mm|cells_per_min|data_logging|power_kw	电芯顶盖激光焊接机
N	welding.ultrasonic	超声波焊接机	ultrasonic welders	1	超声波金属焊接机|极耳超声焊|超声焊|ultrasonic welder|tab welder	box1.power-battery.ultrasonic-welder	0	C3841	advanced_equipment	weld_frequency_khz|power_kw|weld_precision_mm|cells_per_min|data_logging	20 kHz 极耳超声波焊接机
N	surface	表面处理与涂装装备	surface treatment and coating	0	涂装设备|表面处理设备|surface treatment|painting		0			line_speed_m_min|voc_capture|power_kw	
N	surface.spraying	自动化喷涂设备	automated spraying equipment	1	喷涂机器人|静电喷涂|喷粉线|自动喷漆线|spraying robot|paint line|powder coating line	box1.e-bikes.spraying	0	C377	advanced_equipment	flow_rate_ml_min|film_thickness_um|transfer_efficiency_pct|line_speed_m_min|voc_capture|automation_pct	往复式静电喷粉线
N	surface.drying	涂装烘干设备	paint drying ovens	1	烘干线|固化炉|烘道|喷涂烘干|curing oven|drying tunnel	box1.e-bikes.drying	0	C377	advanced_equipment	temp_max_c|temp_uniformity_c|heat_source|line_speed_m_min|power_kw	桥式固化炉
N	surface.plating	电镀与阳极氧化线	plating and anodising lines	1	电镀线|阳极氧化线|electroplating line|anodising	box3.jiangmen|box3.meizhou	0			throughput_per_h|reuse_pct|power_kw|automation_pct	垂直连续电镀线
N	assembly	装配与成套生产线	assembly equipment and production lines	0	装配设备|生产线|assembly|production line		0			takt_s|automation_pct|station_count|mes_interface	
N	assembly.tool	装配工具	assembly tools	0	拧紧设备|装配设备|tightening tools		0			torque_min_nm|torque_max_nm|torque_accuracy_pct|data_logging	
N	assembly.tool.electric	电动装配设备	electric assembly tools	1	电动拧紧枪|伺服拧紧轴|电批|electric nutrunner|servo press-fit	box1.e-bikes.electric-assembly	0	C377	advanced_equipment	torque_min_nm|torque_max_nm|torque_accuracy_pct|voltage_v|data_logging	伺服拧紧轴 5-50 N·m
N	assembly.tool.pneumatic	气动装配设备	pneumatic assembly tools	1	气动扳手|风批|气动压装机|pneumatic wrench|air tool	box1.e-bikes.pneumatic-assembly	0	C377	advanced_equipment	torque_min_nm|torque_max_nm|torque_accuracy_pct|air_pressure_mpa|data_logging	气动定扭扳手
N	assembly.line	装配线	assembly lines	0	总装线|流水线|assembly line		0			takt_s|station_count|automation_pct|mes_interface	
N	assembly.line.automatic	自动化装配线	automated assembly lines	1	自动装配线|自动组装线|非标自动化线|automatic assembly line	box2.electronics.assembly-line	0	C39	digital	takt_s|station_count|automation_pct|product_types|mes_interface|traceability	电子产品自动组装线
N	assembly.line.smart	智能成套生产线	smart production lines	1	智能产线|智能成套装备|无人产线|smart production line|turnkey line	box2.equipment-manufacturing.smart-line|task18.smart-manufacturing-equipment	0	C33|C34|C35|C36|C37|C38|C40	digital	takt_s|station_count|automation_pct|oee_pct|mes_interface|data_logging	面向特定场景的智能成套生产线
N	assembly.line.flexible-cell	柔性生产单元	flexible manufacturing cells	1	柔性制造单元|FMC|FMS|柔性产线|flexible manufacturing cell	box2.equipment-manufacturing.flexible-cell	0	C33|C34|C35|C36|C37|C38|C40	digital	station_count|product_types|changeover_min|automation_pct|oee_pct|mes_interface	柔性制造系统 FMS
N	assembly.line.renewal	老旧产线更新	replacement of outdated production lines	1	工艺陈旧产线|旧线改造|产线换代|outdated line replacement|line retrofit	box1.construction-machinery.outdated-line	0	C3514|C3517	advanced_equipment	takt_s|station_count|automation_pct|energy_kwh_per_t|mes_interface	工程机械结构件生产线
N	assembly.line.agri-machinery	农机制造生产线	agricultural-machinery production lines	1	农机制造装备|农业机械生产线|农机总装线|farm machinery production line	box1.agricultural-machinery.manufacturing	0	C357	advanced_equipment	takt_s|station_count|product_types|automation_pct|mes_interface	收获机总装线
N	assembly.line.customisation	个性化定制产线	mass-customisation lines	1	大规模定制装备|C2M产线|定制化智能装备|mass customisation|made-to-order line	box2.consumer-goods.customisation	0	C13|C14|C15|C16|C17|C18|C19|C20|C21|C22|C23|C24|C27	digital	product_types|changeover_min|takt_s|automation_pct|mes_interface	全屋定制家居柔性线
N	robot	工业机器人	industrial robots	0	机器人|机械手|机械臂|robot|manipulator	task18.smart-manufacturing-equipment|box3.guangzhou|box3.shenzhen|task2	0		digital	payload_kg|reach_mm|axes|repeatability_mm	
N	robot.articulated	多关节机器人	articulated robots	1	六轴机器人|关节机器人|articulated robot|six-axis robot	task18	0			payload_kg|reach_mm|axes|repeatability_mm|ip_rating	6轴机器人 20 kg
N	robot.collaborative	协作机器人	collaborative robots	1	协作臂|人机协作机器人|cobot	task18	0			payload_kg|reach_mm|axes|repeatability_mm|ip_rating	协作机器人 10 kg
N	logistics	物流与搬运装备	logistics and handling equipment	0	物流装备|搬运设备|logistics equipment|material handling	task14.logistics-equipment	0		advanced_equipment	load_t|throughput_per_h|power_kw	
N	logistics.unmanned-vehicle	无人运输车辆	unmanned transport vehicles	1	无人驾驶矿卡|无人驾驶运输车|无人铁水车|autonomous haul truck|driverless vehicle	box2.raw-materials.unmanned-vehicle|box3.shaoguan	0	C25|C26|C30|C31|C32	digital	load_t|autonomy_level|navigation|battery_life_h|speed_m_s	无人驾驶矿用卡车 60 t
N	logistics.agv	AGV/AMR搬运机器人	AGVs and mobile robots	1	自动导引车|移动机器人|无人叉车|AGV|AMR|autonomous forklift	task14.logistics-equipment|task18	0		advanced_equipment	load_t|speed_m_s|navigation|battery_life_h|positioning_accuracy_mm	潜伏式AMR 1 t
N	logistics.warehouse	自动化立体仓库	automated warehouses	1	立体库|堆垛机|四向车|智能仓储|AS/RS|stacker crane|automated storage	task14.logistics-equipment|task18	0		advanced_equipment	lift_height_m|throughput_per_h|load_t|mes_interface	堆垛机 24 m
N	logistics.conveyor	输送分拣设备	conveying and sorting equipment	1	输送线|分拣机|皮带输送机|conveyor|sorter	task14.logistics-equipment	0		advanced_equipment	line_speed_m_min|throughput_per_h|load_t|power_kw	交叉带分拣机
N	logistics.low-altitude	低空物流装备	low-altitude logistics equipment	1	物流无人机|低空装备|货运无人机|eVTOL|cargo drone|logistics UAV	task14.low-altitude	0		advanced_equipment	payload_kg|flight_range_km|battery_life_h|autonomy_level	物流无人机 50 kg
N	textile	纺织服装装备	textile and apparel machinery	0	纺机|纺织机械|textile machinery	box3.guangzhou|box3.shantou|box3.foshan|box3.dongguan|box3.jieyang	0			output_kg_h|power_kw|energy_kwh_per_kg	
N	textile.spinning	纺纱设备	spinning machinery	0	棉纺设备|纺纱机|spinning machinery	box1.textiles.cotton-spinning	0	C17	advanced_equipment	spindle_count|output_kg_h|power_kw|energy_kwh_per_kg	
N	textile.spinning.rotor	转杯纺纱机	rotor spinning machines	1	气流纺纱机|转杯纺|rotor spinning|open-end spinning	box1.textiles.rotor-spinning	0	C17	advanced_equipment	rotor_count|rotor_speed_rpm|delivery_speed_m_min|auto_splicing|energy_kwh_per_kg	全自动转杯纺纱机
N	textile.spinning.short-process	短流程纺纱设备	short-process spinning equipment	1	喷气涡流纺|短流程纺纱|涡流纺纱机|air-jet spinning|vortex spinning	box1.textiles.short-process	0	C17	advanced_equipment	spindle_count|delivery_speed_m_min|auto_splicing|output_kg_h|energy_kwh_per_kg	喷气涡流纺纱机
N	textile.spinning.ring-frame	细纱机	ring spinning frames	1	环锭细纱机|集聚纺细纱机|ring frame|compact spinning	box1.textiles.ring-frame	0	C17	advanced_equipment	spindle_count|spindle_gauge_mm|spindle_speed_rpm|auto_doffing|energy_kwh_per_kg	FA506|集体落纱细纱机 1200锭
N	textile.spinning.auto-winder	自动络筒机	automatic winders	1	络筒机|自络|automatic winder|cone winder	box1.textiles.auto-winder	0	C17	advanced_equipment	spindle_count|winding_speed_m_min|auto_splicing|power_kw	自动络筒机 64锭
N	textile.weaving	织造设备	weaving and knitting machines	1	织机|喷气织机|剑杆织机|针织大圆机|横机|loom|knitting machine	box3.shantou|box3.foshan|box3.dongguan|box3.jieyang	0			working_width_mm|rotation_rpm|output_kg_h|power_kw	喷气织机
N	textile.dyeing	染整设备	dyeing and finishing machines	1	染色机|定型机|印染设备|dyeing machine|stenter	box3.shantou|box3.foshan|box3.dongguan|box3.jieyang	0			working_width_mm|liquor_ratio|water_use_m3_t|line_speed_m_min|power_kw	气液染色机
N	textile.sewing	缝制设备	sewing and cutting equipment	1	缝纫机|模板机|自动裁床|制鞋设备|sewing machine|auto cutter	box3.guangzhou|box3.shantou|box3.foshan|box3.dongguan|box3.jieyang	0			stitches_per_min|working_width_mm|pieces_per_min|automation_pct|power_kw	自动裁床
N	process	流程工业装备	process equipment	0	石化化工装备|化工设备|process equipment|chemical equipment	box3.maoming|box3.shaoguan	0			volume_m3|pressure_mpa|design_temp_c|material	
N	process.gasifier	煤气化炉	coal gasifiers	1	气化炉|水煤浆气化炉|粉煤气化炉|gasifier|coal gasification	box1.petrochemicals.gasifier	0	C25|C26	advanced_equipment	coal_feed_t_d|pressure_mpa|carbon_conversion_pct|gasifier_type	水煤浆气化炉 2000 t/d
N	process.reactor	反应器	reactors	0	反应设备|固定床反应器|加氢反应器|reactor|hydrotreating reactor	box1.petrochemicals.reactor	0	C25|C26	advanced_equipment	volume_m3|pressure_mpa|design_temp_c|material	固定床加氢反应器
N	process.reactor.kettle	反应釜	stirred reactors	1	搅拌釜|搪玻璃反应釜|不锈钢反应釜|reaction kettle|stirred tank reactor	box1.petrochemicals.reactor	0	C25|C26	advanced_equipment	volume_m3|pressure_mpa|design_temp_c|agitator_power_kw|material|explosion_proof	搪玻璃反应釜 K5000L
N	process.distillation	精馏塔	distillation columns	1	蒸馏塔|分馏塔|塔器|distillation tower|fractionator	box1.petrochemicals.distillation	0	C25|C26	advanced_equipment	diameter_mm|height_m|tray_count|packing_type|pressure_mpa|design_temp_c|material	填料精馏塔 DN1600
N	process.pump-unit	石化机泵	process pumps	1	机泵|化工流程泵|石油化工泵|process pump|API 610 pump	box1.petrochemicals.pump	0	C25|C26	advanced_equipment	flow_m3_h|head_m|npsh_m|power_kw|efficiency_pct|explosion_proof|material	OH2化工流程泵
N	process.heat-exchanger	换热器	heat exchangers	1	板式换热器|管壳式换热器|冷凝器|heat exchanger|condenser	box1.petrochemicals.heat-exchanger	0	C25|C26	advanced_equipment	area_m2|exchanger_type|pressure_mpa|design_temp_c|material	BEM600管壳式换热器
N	process.tank	储罐	storage tanks	1	贮罐|球罐|原料罐|storage tank|vessel	box1.petrochemicals.tank	0	C25|C26	advanced_equipment	volume_m3|pressure_mpa|design_temp_c|material|explosion_proof	立式储罐 1000 m3
N	process.catalytic-cracking	催化裂化装置	catalytic cracking units	1	FCC装置|催化裂化智能化改造|重油催化|FCC unit|catalytic cracker	box2.raw-materials.catalytic-cracking|box3.maoming	0	C25|C26|C30|C31|C32	digital	capacity_t_d|control_mode|automation_pct|recovery_pct|specific_energy_kgce_t	催化裂化先进过程控制改造
N	process.evaporator	蒸发器	evaporators	1	多效蒸发器|MVR蒸发器|浓缩设备|evaporator|MVR	box1.bio-fermentation.evaporator	0	C146|C1495	advanced_equipment	evaporation_t_h|effects|mvr|steam_per_t_water_kg|energy_kwh_per_t|material	MVR蒸发器 10 t/h
N	process.centrifuge	离心机	centrifuges	1	碟片离心机|卧螺离心机|三足离心机|centrifuge|decanter	box1.bio-fermentation.centrifuge	0	C146|C1495	advanced_equipment	rotation_rpm|g_force|solids_capacity_m3_h|power_kw|explosion_proof|material	LW450卧螺离心机
N	process.dryer	新型干燥系统	drying systems	1	干燥机|喷雾干燥|流化床干燥|闪蒸干燥|dryer|spray dryer|fluid-bed dryer	box1.bio-fermentation.dryer	0	C146|C1495	advanced_equipment	evaporation_t_h|dry_output_kg_h|residual_moisture_pct|heat_source|energy_kwh_per_t|material	喷雾干燥塔
N	process.ion-exchange	连续离子交换设备	continuous ion exchange	1	连续离交|模拟移动床|离子交换柱|continuous ion exchange|simulated moving bed	box1.bio-fermentation.ion-exchange	0	C146|C1495	advanced_equipment	column_count|resin_volume_m3|solids_capacity_m3_h|recovery_pct|material	20柱连续离交系统
N	process.fermenter	发酵罐	fermenters	1	生物反应器|种子罐|fermenter|bioreactor	box1.bio-fermentation|box3.zhuhai|box3.maoming	0			volume_m3|agitator_power_kw|pressure_mpa|material|hygienic	发酵罐 50 m3
N	process.membrane	膜分离设备	membrane separation	1	超滤|纳滤|反渗透设备|membrane filtration|reverse osmosis	box1.bio-fermentation|task15	0			area_m2|flow_m3_h|recovery_pct|pressure_mpa|conductivity_us_cm	反渗透系统 50 m3/h
N	pv	光伏制造装备	photovoltaic manufacturing equipment	0	光伏设备|太阳能电池设备|PV equipment|solar manufacturing		0			power_kw|wafer_size_mm|takt_s	
N	pv.crystal-grower	大热场单晶炉	large hot-zone crystal growers	1	单晶炉|直拉单晶炉|长晶炉|monocrystalline furnace|CZ puller	box1.photovoltaics.crystal-grower	0	C3825	advanced_equipment	hot_zone_inch|charge_kg|ingot_diameter_mm|power_kw	40英寸热场单晶炉
N	pv.wire-saw	多线切割机	multi-wire saws	1	高线速小轴距多线切割机|金刚线切片机|切片机|diamond wire saw|wafer slicer	box1.photovoltaics.wire-saw	0	C3825	advanced_equipment	wire_speed_m_s|axis_distance_mm|wafer_thickness_um|wafers_per_h|power_kw	金刚线切片机
N	pv.coater	多合一镀膜设备	all-in-one coating equipment	1	PECVD|管式镀膜|镀膜机|cell coater	box1.photovoltaics.coater	0	C3825	advanced_equipment	coating_uniformity_pct|film_thickness_um|wafers_per_h|wafer_size_mm|power_kw	管式PECVD二合一
N	pv.stringer	多主栅组件串焊机	multi-busbar stringers	1	串焊机|大尺寸串焊机|MBB串焊机|stringer|tabber stringer	box1.photovoltaics.stringer	0	C3825	advanced_equipment	busbar_count|cells_per_h|wafer_size_mm|breakage_pct|power_kw	MBB串焊机
N	battery	电池制造装备	battery manufacturing equipment	0	锂电设备|动力电池设备|储能电池设备|lithium battery equipment	box3.huizhou|box3.zhaoqing	0			cells_per_min|power_kw|data_logging	
N	battery.filling	注液机	electrolyte filling machines	1	电池注液机|真空注液机|electrolyte filler	box1.power-battery.filling	0	C3841	advanced_equipment	filling_accuracy_g|vacuum_kpa|cells_per_min|data_logging	方形电池真空注液机
N	battery.grading	分容柜	capacity grading cabinets	1	化成分容柜|分容设备|充放电柜|grading cabinet|formation and grading	box1.power-battery.grading	0	C3841	advanced_equipment	channel_count|channel_voltage_v|channel_current_a|accuracy_pct|energy_feedback_pct	5V60A分容柜
N	battery.pack-line	电池模组与PACK线	module and pack lines	1	模组线|PACK线|储能集成线|module line|pack line	box1.power-battery|box3.huizhou|box3.zhaoqing	0			takt_s|station_count|automation_pct|mes_interface	储能PACK自动线
N	aviation	航空制造装备	aviation manufacturing equipment	0	航空装备|飞机制造设备|aerospace manufacturing		0			automation_pct|positioning_accuracy_mm	
N	aviation.aircraft-assembly	大型水路两栖飞机总装装备	amphibious aircraft final assembly	1	飞机总装线|飞机部装对接|数字化装配型架|aircraft final assembly|amphibious aircraft	box1.aviation.amphibious-aircraft	0	C374	advanced_equipment	station_count|positioning_accuracy_mm|automation_pct|takt_s	数字化对接装配系统
N	aviation.engine-assembly	航空发动机总装装备	aero-engine final assembly	1	航空发动机装配|发动机总装台|aero-engine assembly	box1.aviation.aero-engine	0	C374	advanced_equipment	station_count|torque_accuracy_pct|positioning_accuracy_mm|data_logging	航空发动机总装线
N	aviation.supply-chain	航空供应链配套装备	aviation supply-chain equipment	1	航空零部件加工|航空复材成型|热压罐|aviation parts|composite autoclave	box1.aviation.supply-chain	0	C374	advanced_equipment	temp_max_c|pressure_mpa|positioning_accuracy_mm|diameter_mm	热压罐
N	test	试验检测仪器设备	test and inspection equipment	0	检测设备|试验设备|检验检测|test equipment|inspection	box3.shenzhen	0			accuracy_class|range_max|resolution|data_logging	
N	test.mechanical	机械测试仪器	mechanical testing instruments	1	万能试验机|拉力机|硬度计|力学试验机|universal testing machine|hardness tester	box1.test-verification.mechanical	0	C25|C26|C27|C373|C39	advanced_equipment	force_max_kn|accuracy_class|stroke_mm|data_logging	WDW-100电子万能试验机
N	test.optical	光学测试仪器	optical testing instruments	1	光谱仪|光度计|光学测量|干涉仪|spectrometer|photometer|optical measurement	box1.test-verification.optical	0	C25|C26|C27|C373|C39	advanced_equipment	wavelength_min_nm|wavelength_max_nm|resolution|accuracy_class	分布光度计
N	test.environmental	环境测试仪器	environmental measurement instruments	0	环境测试|气候环境测量|洁净度检测|environmental tester	box1.test-verification.environmental	0	C25|C26|C27|C373|C39	advanced_equipment	range_max|accuracy_class|resolution|data_logging	环境参数测试系统
N	test.environmental.adaptability	环境适应性试验设备	environmental adaptability test equipment	1	高低温试验箱|湿热箱|盐雾箱|冷热冲击箱|climatic chamber|thermal shock chamber|salt spray	box1.process-verification.environmental-adaptability	0	C25|C26|C27|C373|C39	advanced_equipment	chamber_volume_l|temp_min_c|temp_max_c|humidity_max_pct|temp_rate_c_min	高低温交变湿热箱 1000 L
N	test.reliability	可靠性试验设备	reliability test equipment	1	振动台|老化房|HALT试验|疲劳试验机|vibration shaker|burn-in|HALT	box1.process-verification.reliability	0	C25|C26|C27|C373|C39	advanced_equipment	acceleration_g|frequency_max_hz|payload_kg|temp_rate_c_min	电动振动台 30 kN
N	test.process-verification	工艺验证试验设备	process verification equipment	1	中试线|工艺试验台|小试中试装置|pilot line|process test rig	box1.process-verification.process-test	0	C25|C26|C27|C373|C39	advanced_equipment	throughput_per_h|control_mode|data_logging|automation_pct	中试验证线
N	test.safety-regulation	安规试验设备	safety compliance test equipment	0	安规测试仪|安规综测|接地电阻测试仪|safety tester|hipot	box1.process-verification.safety-regulation	0	C25|C26|C27|C373|C39	advanced_equipment	test_voltage_kv|leakage_current_ma|insulation_gohm|data_logging	安规综合测试仪
N	test.safety-regulation.withstand-voltage	绝缘耐压测试仪	insulation and withstand-voltage testers	1	耐压测试仪|绝缘电阻测试仪|打压机|hipot tester|insulation tester	box1.e-bikes.withstand-voltage	0	C377	advanced_equipment	test_voltage_kv|leakage_current_ma|insulation_gohm|accuracy_pct	5 kV耐压测试仪
N	test.battery-cycler	循环充放电测试仪	charge-discharge cyclers	1	循环充放电点测试仪|电池充放电测试|电池循环测试柜|battery cycler|charge-discharge tester	box1.e-bikes.charge-discharge	0	C377	advanced_equipment	channel_count|channel_voltage_v|channel_current_a|accuracy_pct|energy_feedback_pct	60V20A充放电测试仪
N	test.electronic	电子测量仪器	electronic measuring instruments	1	示波器|频谱仪|网络分析仪|信号源|oscilloscope|spectrum analyser|network analyser	box1.inspection.electronic-measurement	0	C25|C26|C27|C373|C39	advanced_equipment	bandwidth_ghz|sample_rate_gs|channel_count|accuracy_class	矢量网络分析仪 26.5 GHz
N	test.ndt	无损检测设备	non-destructive testing	1	探伤仪|X光检测|工业CT|超声探伤|NDT|X-ray inspection|industrial CT	box1.inspection.ndt	0	C25|C26|C27|C373|C39	advanced_equipment	detection_method|penetration_mm|resolution|throughput_per_h	工业CT 225 kV
N	test.smart-inspection	智能检测设备	intelligent inspection equipment	1	机器视觉检测|AOI|视觉检测|AI质检|machine vision|AI inspection	box1.inspection.smart-inspection	0	C25|C26|C27|C373|C39	advanced_equipment	camera_megapixel|pieces_per_min|false_reject_pct|resolution|mes_interface	外观缺陷视觉检测机
N	test.inline	在线检测装备	in-line inspection equipment	1	在线测量|在线检测|线上检测|激光测量|in-line gauging|on-line measurement	box1.construction-machinery.inline-inspection	0	C3514|C3517	advanced_equipment	accuracy_class|takt_s|resolution|data_logging|mes_interface	结构件在线激光测量系统
N	test.metrology	检定校准装备	verification and calibration equipment	1	检定装备|校准装置|计量标准器|三坐标测量机|calibration equipment|CMM|metrology	box1.instruments.verification	0	C40	advanced_equipment	accuracy_class|range_max|resolution|traceability	三坐标测量机
N	test.lab-analysis	实验分析仪器	laboratory analytical instruments	1	色谱仪|质谱仪|电镜|分析仪器|chromatograph|mass spectrometer|electron microscope	box1.design-verification.lab-analysis	0	C25|C26|C27|C373|C39	advanced_equipment	resolution|accuracy_class|range_max|data_logging	液相色谱仪
N	test.model-making	模型制造设备	prototype and model-making equipment	1	3D打印机|增材制造|快速成型|手板机|3D printer|additive manufacturing|rapid prototyping	box1.design-verification.model-making	0	C25|C26|C27|C373|C39	advanced_equipment	build_volume_l|layer_um|laser_power_w|material	SLM金属3D打印机
N	test.sample-prep	样品制备与试生产装备	sample-preparation and trial-production equipment	0	制样设备|试制设备|sample preparation|pilot production	box3.shenzhen	1			automation_pct|throughput_per_h|power_kw	
N	test.sample-prep.specimen	专用制样设备	specimen preparation equipment	1	制样机|切割磨抛机|镶嵌机|specimen preparation|polisher	box1.process-verification.specimen-prep	0	C25|C26|C27|C373|C39	advanced_equipment	power_kw|throughput_per_h|surface_roughness_um	金相制样机
N	test.sample-prep.material	材料加工试制装备	trial material processing equipment	1	材料试制|小型熔炼炉|小型挤出机|trial material processing	box1.process-verification.material-processing	0	C25|C26|C27|C373|C39	advanced_equipment	power_kw|temp_max_c|output_kg_h	真空感应熔炼炉 5 kg
N	test.sample-prep.electronic	电子组装试制装备	trial electronic assembly equipment	1	小型SMT|打样贴片|试制组装线|prototype SMT|trial electronic assembly	box1.process-verification.electronic-assembly	0	C25|C26|C27|C373|C39	advanced_equipment	placement_cph|placement_accuracy_um|panel_width_mm	打样贴片机
N	test.sample-prep.machining	机械加工试制装备	trial machining equipment	1	试制机加|小型CNC|样件加工|prototype machining	box1.process-verification.machining	0	C25|C26|C27|C373|C39	advanced_equipment	travel_x_mm|travel_y_mm|travel_z_mm|spindle_speed_rpm	小型五轴试制机床
N	electronics	电子专用装备	electronics manufacturing equipment	0	电子制造设备|电子产品专用智能制造装备|electronics manufacturing	box2.electronics.dedicated-equipment|box3.shenzhen|box3.huizhou|box3.dongguan|box3.jiangmen	0	C39	digital	takt_s|power_kw|mes_interface	
N	electronics.smt	SMT设备	SMT equipment	1	表面贴装设备|贴片机|印刷机|回流焊|SMT line|pick and place|reflow oven	box2.electronics.dedicated-equipment|box3.dongguan|box3.huizhou	0	C39	digital	placement_cph|placement_accuracy_um|zones|panel_width_mm|mes_interface	高速贴片机
N	electronics.pcb	印制电路板设备	PCB manufacturing equipment	1	PCB设备|曝光机|钻孔机|电镀线|PCB equipment|exposure machine	box3.zhuhai|box3.meizhou	0			min_line_um|panel_width_mm|throughput_per_h|positioning_accuracy_mm|power_kw	LDI曝光机
N	electronics.semiconductor	半导体与集成电路设备	semiconductor equipment	1	半导体设备|封装设备|固晶机|晶圆设备|semiconductor equipment|die bonder	box3.shenzhen	0			placement_accuracy_um|throughput_per_h|wafer_size_mm|domestic	固晶机
N	electronics.display	新型显示制造设备	display manufacturing equipment	1	显示面板设备|LED封装设备|模组绑定设备|display equipment|bonding machine	box3.huizhou	0			throughput_per_h|positioning_accuracy_mm|panel_width_mm|automation_pct	COF绑定机
N	consumer	消费品制造装备	consumer-goods machinery	0	轻工装备|消费品专用设备|consumer goods machinery		0			pieces_per_min|power_kw|changeover_min|automation_pct	
N	consumer.flexible	柔性消费品生产装备	flexible consumer-goods equipment	1	柔性生产智能装备|小批量快反产线|柔性快反线|flexible consumer production|quick response line	box2.consumer-goods.flexible-production	0	C13|C14|C15|C16|C17|C18|C19|C20|C21|C22|C23|C24|C27	digital	product_types|changeover_min|pieces_per_min|automation_pct|mes_interface	服装柔性快反生产线
N	consumer.furniture	家具木工装备	furniture and woodworking machinery	1	开料机|封边机|六面钻|木工机械|panel saw|edge bander|woodworking	box3.guangzhou|task6	0			line_speed_m_min|edge_thickness_mm|working_width_mm|positioning_accuracy_mm|automation_pct	数控开料机
N	consumer.plastics	塑料加工装备	plastics machinery	0	塑机|注塑设备|plastics machinery	box3.jieyang|box3.foshan	0			clamping_force_kn|screw_diameter_mm|energy_kwh_per_kg|power_kw	
N	consumer.plastics.injection	注塑机	injection moulding machines	1	注射成型机|电动注塑机|啤机|injection moulding machine	box3.jieyang|box3.foshan|box3.zhongshan|box3.shantou	0			clamping_force_kn|shot_weight_g|screw_diameter_mm|injection_pressure_mpa|energy_kwh_per_kg|servo_drive	全电动注塑机 1600 kN
N	consumer.plastics.extrusion	挤出与吹塑设备	extrusion and blow moulding	1	挤出机|吹塑机|吸塑机|吹膜机|extruder|blow moulding machine	box3.jieyang	0			screw_diameter_mm|output_kg_h|energy_kwh_per_kg|power_kw	双螺杆挤出机
N	consumer.food	食品饮料加工装备	food and beverage machinery	1	食品机械|饮料设备|灌装线|水产加工设备|food machinery|filling line	box3.shaoguan|box3.dongguan|box3.zhanjiang|box3.maoming|box3.jieyang|task10	0			output_kg_h|pieces_per_min|hygienic|water_use_m3_t|power_kw	全自动灌装线
N	consumer.packaging	包装设备	packaging machinery	1	包装机|装箱机|贴标机|packaging machine|cartoner	box3.shaoguan|box3.dongguan|box3.jieyang|task10	0			pieces_per_min|changeover_min|hygienic|power_kw	枕式包装机
N	consumer.printing	印刷与打印设备制造装备	printing equipment	1	印刷机|数码印刷机|柔版印刷|printing press|digital press	box3.zhuhai	0			colors|working_width_mm|line_speed_m_min|power_kw	柔版印刷机
N	consumer.paper	造纸与纸制品装备	paper-making machinery	1	纸机|瓦楞线|复卷机|paper machine|corrugator	box3.jiangmen	0			working_width_mm|line_speed_m_min|output_kg_h|water_use_m3_t|power_kw	瓦楞纸板生产线
N	consumer.ceramics	陶瓷成形与装饰装备	ceramics machinery	1	陶瓷压机|喷墨机|抛光线|成形设备|ceramic press|inkjet decorator	box3.foshan|box3.meizhou	0			nominal_force_kn|working_width_mm|line_speed_m_min|power_kw	陶瓷自动压砖机
N	consumer.hardware	五金不锈钢加工装备	hardware and stainless-steel machinery	1	抛光机|拉伸机|五金冲压线|polishing machine|deep drawing	box3.jiangmen|box3.jieyang|box3.zhaoqing	0			pieces_per_min|nominal_force_kn|automation_pct|power_kw	自动抛光机
N	consumer.appliance	家电制造装备	home-appliance production equipment	1	家电产线|钣金线|发泡线|总装测试线|appliance line|foaming line	box3.zhuhai|box3.foshan|box3.zhongshan|box3.jiangmen|box3.zhanjiang|task6	0			takt_s|station_count|automation_pct|energy_kwh_per_t	冰箱箱体发泡线
N	consumer.high-efficiency	二级及以上高能效设备	grade-2-or-better energy-efficient equipment	1	高能效设备|二级能效设备|一级能效设备|energy-efficient equipment|grade 2 efficiency	box4.appliances.grade-2-efficiency	0	C385	green	ie_grade|efficiency_pct|power_kw	二级能效及以上设备
N	consumer.lighting	灯饰照明制造装备	lighting production equipment	1	灯具生产线|LED灯组装线|lighting production line	box3.zhongshan	0			pieces_per_min|takt_s|automation_pct	LED灯具自动组装线
N	consumer.pharma	医药健康制造装备	pharmaceutical machinery	1	制药设备|压片机|冻干机|西林瓶灌装|pharmaceutical machinery|tablet press	box3.zhuhai|box3.maoming	0			pieces_per_min|hygienic|volume_m3|certified	冻干机
N	digital	数字化装备与软件	digital equipment and software	0	数字化|智能化改造|工业软件|digitalisation	task1.smart-equipment|task18|task19	0		digital	deployment|domestic|interface_protocols	
N	digital.software	工业软件	industrial software	0	工业APP|软件|industrial software	task18.smart-manufacturing-software	0		digital	deployment|concurrent_users|domestic|interface_protocols	
N	digital.software.design	研发设计软件	design and simulation software	1	计算机辅助设计|仿真软件|CAD|CAE|EDA|PLM	task18	0			deployment|concurrent_users|domestic	三维CAD
N	digital.software.mes	制造执行系统	manufacturing execution systems	1	MES|生产管理系统|MOM	task18	0			deployment|concurrent_users|domestic|interface_protocols	MES系统
N	digital.software.erp	企业资源与供应链软件	ERP and supply-chain software	1	企业资源计划|仓储管理系统|供应链软件|ERP|WMS|SCM|APS	task18	0			deployment|concurrent_users|domestic	ERP系统
N	digital.software.control	过程控制与监控软件	process-control software	1	SCADA|DCS|APC|能源管理系统|energy management	task18|task20	0			points|deployment|domestic|interface_protocols	DCS系统
N	digital.software.ai	工业人工智能应用	industrial AI applications	1	AI质检|工业大模型|预测性维护|industrial AI|predictive maintenance	task18.industrial-ai	0		digital	deployment|compute_tops|latency_ms|domestic	AI视觉质检软件
N	digital.iot	工业物联网设备	industrial IoT devices	1	工业网关|数采网关|传感器|PLC|gateway|sensor	task19.iot	0		digital	points|interface_protocols|latency_ms|ip_rating	数采网关
N	digital.network	工业网络设备	industrial network equipment	0	工厂内网|企业内外网改造|交换机|千兆光网|factory network|gigabit optical network	task19.gigabit-optical|task19.factory-network	0		digital	bandwidth_gbps|latency_ms|points|interface_protocols	工业PON
N	digital.network.5g	5G工业专网设备	5G private network equipment	1	5G专网|5G基站|5G CPE|5G private network	task19.5g	0		digital	cell_count|bandwidth_gbps|latency_ms|points	5G专网
N	digital.platform	工业互联网平台	industrial internet platforms	1	工业互联网|标识解析|数据中台|industrial internet platform	task19.industrial-internet	0		digital	deployment|points|domestic|interface_protocols	工业互联网平台
N	digital.edge	工业边缘数据中心	industrial edge data centres	1	边缘计算|边缘服务器|edge computing|edge data centre	task19.edge-data-centre	0		digital	rack_count|compute_tops|pue|power_kw	边缘一体柜
N	digital.compute	高性能智算设备	high-performance AI computing	1	智算中心|GPU服务器|算力设备|AI computing|GPU server	task19.ai-computing	0		digital	compute_pflops|rack_count|pue|domestic	智算服务器
N	digital.cnc-retrofit	设备数控化改造	CNC retrofit	1	数控化改造|老旧机床改造|哑设备联网|CNC retrofit|machine connectivity	task1.smart-equipment|task19	0		digital	axes|cnc_system|interface_protocols|points	机床数控化改造
N	energy	通用用能设备	energy-using equipment	0	用能设备|重点用能设备|energy-using equipment	task20	0			power_kw|efficiency_pct	
N	energy.motor	电动机	electric motors	0	电机|马达|三相异步电动机|motor|electric motor	task20.motor	0		green	power_kw|voltage_v|poles|efficiency_pct|ie_grade	YE3|YE4
E	below
C	粤工信技改函〔2024〕6号	task20	
C	GB 18613-2020		grade 3 is the legal minimum
N	energy.motor.induction	三相异步电动机	three-phase induction motors	1	异步电机|低压电机|YE4电机|induction motor|IE4 motor	task20	0			power_kw|voltage_v|poles|efficiency_pct|ie_grade|frame_size	YE4-132M-4|YE5-160L-4
E	below
C	粤工信技改函〔2024〕6号	task20	
C	GB 18613-2020		grade 3 is the legal minimum
N	energy.motor.permanent-magnet	永磁同步电动机	permanent-magnet synchronous motors	1	永磁电机|同步电机|permanent magnet motor|PMSM	task20	0			power_kw|voltage_v|poles|efficiency_pct|ie_grade|variable_speed	TYC永磁同步电动机
E	below
C	粤工信技改函〔2024〕6号	task20	
C	GB 18613-2020		grade 3 is the legal minimum
N	energy.motor.high-voltage	高压电动机	high-voltage motors	1	高压异步电机|6kV电机|10kV电机|high-voltage motor	task20	0			power_kw|voltage_v|poles|efficiency_pct|ie_grade	YX系列高压电动机
E	below
C	粤工信技改函〔2024〕6号	task20	
N	energy.motor.explosion-proof	防爆电动机	explosion-proof motors	1	隔爆型三相异步电动机|防爆电机|YBX电机|explosion-proof motor|flameproof motor	task20	0			power_kw|voltage_v|poles|explosion_mark|ie_grade|frame_size	YBX4
E	below
P	IND2024-MOTOR-YBF	YBF系列隔爆型三相异步电动机	机座号63～160mm、额定电压380、660V或380/660V
P	IND2024-MOTOR-YBK	YBK系列隔爆型三相异步电动机	机座号100～355mm、额定电压380/660V、660/1140V
P	IND2024-MOTOR-YB	YB系列隔爆型三相异步电动机	机座号63～355mm、额定电压660V及以下
C	粤工信技改函〔2024〕6号	task20	
C	GB 18613-2020		grade 3 is the legal minimum
C	产业结构调整指导目录（2024年本）		淘汰类
N	energy.drive	变频器与调速装置	variable-frequency drives	1	变频器|变频调速|伺服驱动|VFD|inverter	task20	0			power_kw|voltage_v|efficiency_pct|control_mode	高压变频器
N	energy.transformer	电力变压器	power transformers	0	变压器|配电变压器|transformer	task20.transformer	0		green	capacity_kva|voltage_v|no_load_loss_w|load_loss_w|ie_grade	
E	below
C	粤工信技改函〔2024〕6号	task20	
N	energy.transformer.oil	油浸式变压器	oil-immersed transformers	1	油变|S20|S22|非晶合金变压器|oil-immersed transformer	task20	0			capacity_kva|voltage_v|no_load_loss_w|load_loss_w|ie_grade	S20-M-1000/10|S22-M-1250/10
E	below
C	粤工信技改函〔2024〕6号	task20	
N	energy.transformer.dry	干式变压器	dry-type transformers	1	干变|SCB14|SCB18|dry-type transformer	task20	0			capacity_kva|voltage_v|no_load_loss_w|load_loss_w|ie_grade|insulation_class	SCB14-1600/10|SCB18-2000/10
E	below
C	粤工信技改函〔2024〕6号	task20	
N	energy.compressor	压缩机	compressors	0	空压机|气体压缩机|螺杆空压机|compressor|air compressor	task20.compressor	0		green	flow_m3_min|discharge_pressure_mpa|specific_power_kw_m3_min|power_kw|variable_speed	
E	below
C	粤工信技改函〔2024〕6号	task20	
N	energy.compressor.air-screw	螺杆空气压缩机	screw air compressors	1	螺杆机|双级压缩|永磁变频空压机|screw compressor	task20	0			flow_m3_min|discharge_pressure_mpa|specific_power_kw_m3_min|power_kw|variable_speed|oil_free|ie_grade	双级永磁变频螺杆空压机 75 kW
E	below
C	粤工信技改函〔2024〕6号	task20	
N	energy.compressor.air-piston	往复式空气压缩机	reciprocating air compressors	1	活塞空压机|往复压缩机|piston compressor|reciprocating compressor	task20	0			flow_m3_min|discharge_pressure_mpa|specific_power_kw_m3_min|power_kw|oil_free	无油活塞机
E	below
P	IND2024-COMPRESSOR-3W	3W-0.9/7（环状阀）空气压缩机	
P	IND2024-COMPRESSOR-L10	L-10/8、L-10/7型动力用往复式空气压缩机	
C	粤工信技改函〔2024〕6号	task20	
C	产业结构调整指导目录（2024年本）		淘汰类
N	energy.compressor.centrifugal	离心压缩机	centrifugal compressors	1	离心空压机|磁悬浮空压机|磁悬浮鼓风机|centrifugal compressor|magnetic bearing compressor	task20	0			flow_m3_min|discharge_pressure_mpa|specific_power_kw_m3_min|power_kw|variable_speed	磁悬浮离心空压机
E	below
C	粤工信技改函〔2024〕6号	task20	
N	energy.fan	通风机与鼓风机	fans and blowers	1	风机|离心风机|鼓风机|罗茨风机|fan|blower	task20	0			air_flow_m3_h|fan_pressure_pa|efficiency_pct|power_kw|variable_speed	4-72型离心风机
P	IND2024-FAN-HIGH-PRESSURE	8-18系列、9-27系列高压离心通风机	
C	产业结构调整指导目录（2024年本）		淘汰类
N	energy.pump	泵	pumps	0	水泵|离心泵|工业泵|pump|centrifugal pump	task20.pump	0		green	flow_m3_h|head_m|efficiency_pct|power_kw|variable_speed	
E	below
C	粤工信技改函〔2024〕6号	task20	
N	energy.pump.clean-water	清水离心泵	clean-water centrifugal pumps	1	清水泵|管道泵|单级单吸离心泵|clean water pump|end-suction pump	task20	0			flow_m3_h|head_m|efficiency_pct|power_kw|variable_speed|npsh_m	ISG管道离心泵|IS80-65-160
E	below
P	IND2024-PUMP-BA	B型、BA型单级单吸悬臂式离心泵系列	
C	粤工信技改函〔2024〕6号	task20	
C	产业结构调整指导目录（2024年本）		淘汰类
N	energy.pump.chemical	耐腐蚀泵	corrosion-resistant pumps	1	化工泵|磁力泵|氟塑料泵|chemical pump|magnetic pump	task20	0			flow_m3_h|head_m|material|efficiency_pct|power_kw|explosion_proof	IH化工离心泵
E	below
P	IND2024-PUMP-F	F型单级单吸耐腐蚀泵系列	
C	粤工信技改函〔2024〕6号	task20	
C	产业结构调整指导目录（2024年本）		淘汰类
N	energy.pump.boiler-feed	锅炉给水泵	boiler feed pumps	1	给水泵|多级离心泵|boiler feed pump|multistage pump	task20	0			flow_m3_h|head_m|efficiency_pct|power_kw|design_temp_c	DG多级锅炉给水泵
E	below
P	IND2024-PUMP-BOILER-FEED	GC型低压锅炉给水泵，DG270-140、DG500-140、DG375-185锅炉给水泵	
C	粤工信技改函〔2024〕6号	task20	
C	产业结构调整指导目录（2024年本）		淘汰类
N	energy.pump.deep-well	深井泵	deep-well pumps	1	长轴深井泵|潜水泵|deep well pump|submersible pump	task20	0			flow_m3_h|head_m|efficiency_pct|power_kw	QJ潜水泵
E	below
P	IND2024-PUMP-JD	JD型长轴深井泵	
C	粤工信技改函〔2024〕6号	task20	
C	产业结构调整指导目录（2024年本）		淘汰类
N	energy.boiler	工业锅炉	industrial boilers	0	锅炉|蒸汽锅炉|热水锅炉|boiler|steam boiler	task20.boiler	0		green	evap_t_h|steam_pressure_mpa|thermal_efficiency_pct|fuel|nox_mg_m3	
E	below
C	粤工信技改函〔2024〕6号	task20	
N	energy.boiler.gas	燃气锅炉	gas-fired boilers	1	天然气锅炉|冷凝锅炉|低氮锅炉|gas boiler|condensing boiler	task20	0			evap_t_h|steam_pressure_mpa|thermal_efficiency_pct|nox_mg_m3|turndown_pct	WNS10-1.25-Q
E	below
C	粤工信技改函〔2024〕6号	task20	
N	energy.boiler.coal	燃煤锅炉	coal-fired boilers	1	煤锅炉|链条炉|层燃锅炉|循环流化床锅炉|coal-fired boiler|grate boiler	task20	0			evap_t_h|steam_pressure_mpa|thermal_efficiency_pct|nox_mg_m3|pm_mg_m3	DZL10-1.25-AII
E	below
P	IND2024-BOILER-COAL-10T	每小时10蒸吨及以下燃煤锅炉	额定蒸发量10 t/h及以下
P	IND2024-BOILER-FIXED-GRATE	固定炉排燃煤锅炉	
C	粤工信技改函〔2024〕6号	task20	
C	产业结构调整指导目录（2024年本）		淘汰类
N	energy.boiler.biomass	生物质锅炉	biomass boilers	1	生物质蒸汽锅炉|木屑锅炉|biomass boiler	task20	0			evap_t_h|steam_pressure_mpa|thermal_efficiency_pct|pm_mg_m3	DZL4-1.25-SCI
E	below
P	IND2024-BOILER-BIOMASS-2T	每小时2蒸吨及以下生物质锅炉	额定蒸发量2 t/h及以下
C	粤工信技改函〔2024〕6号	task20	
C	产业结构调整指导目录（2024年本）		淘汰类
N	energy.boiler.electric	电锅炉	electric boilers	1	电蒸汽锅炉|电极锅炉|electric boiler	task20	0			evap_t_h|steam_pressure_mpa|thermal_efficiency_pct|voltage_v|power_kw	WDR2-1.0
E	below
C	粤工信技改函〔2024〕6号	task20	
N	energy.boiler.waste-heat	余热锅炉	waste-heat boilers	1	余热回收|余热发电|waste heat boiler|heat recovery	task20	0			evap_t_h|steam_pressure_mpa|temp_max_c|thermal_efficiency_pct	烟气余热锅炉
E	below
C	粤工信技改函〔2024〕6号	task20	
N	energy.furnace	工业窑炉	industrial furnaces and kilns	0	工业炉|窑炉|加热炉|industrial furnace|kiln	task20.kiln	0		green	temp_max_c|capacity_t_h|fuel|specific_energy_kgce_t|nox_mg_m3	
E	below
C	粤工信技改函〔2024〕6号	task20	
N	energy.furnace.heat-treatment	热处理炉	heat-treatment furnaces	1	淬火炉|退火炉|渗碳炉|heat treatment furnace|annealing furnace	task20	0			temp_max_c|temp_uniformity_c|capacity_t_h|heat_source|energy_kwh_per_t	箱式退火炉
E	below
C	粤工信技改函〔2024〕6号	task20	
N	energy.furnace.melting	熔炼炉	melting furnaces	1	中频炉|熔铝炉|感应炉|melting furnace|induction furnace	task20	0			capacity_t|temp_max_c|energy_kwh_per_t|heat_source	中频感应电炉 5 t
E	below
C	粤工信技改函〔2024〕6号	task20	
N	energy.furnace.ceramic-kiln	陶瓷窑炉	ceramic kilns	1	辊道窑|隧道窑|roller kiln|tunnel kiln	task20|box3.foshan|box3.meizhou	0			temp_max_c|output_kg_h|fuel|specific_energy_kgce_t|nox_mg_m3	宽体辊道窑
E	below
C	粤工信技改函〔2024〕6号	task20	
N	energy.chiller	冷水机组	water chillers	1	制冷机组|冷冻机|热泵机组|chiller|heat pump	task20	0			cooling_capacity_kw|cop|power_kw|ie_grade|variable_speed	磁悬浮离心式冷水机组
N	energy.storage	储能与余能设备	energy storage equipment	1	储能系统|储能柜|energy storage|BESS	box3.huizhou|box3.zhaoqing	0			power_kw|capacity_kva|efficiency_pct|voltage_v	工商业储能柜
N	metallurgy	冶金装备	metallurgical equipment	0	冶炼设备|钢铁装备|metallurgical equipment		0			capacity_t|specific_energy_kgce_t|pm_mg_m3	
N	metallurgy.smelting	冶炼工艺装备	smelting process equipment	1	冶炼装备智能化|重大冶炼装备|冶炼自动化|smelting equipment	box2.raw-materials.smelting	0	C25|C26|C30|C31|C32	digital	capacity_t|control_mode|automation_pct|specific_energy_kgce_t	冶炼过程智能控制系统
N	metallurgy.blast-furnace	高炉超低排放改造	blast-furnace ultra-low-emission retrofit	1	高炉|高炉煤气净化|出铁场除尘|blast furnace|ultra-low emission	box4.steel.blast-furnace	0	C31	green	furnace_volume_m3|pm_mg_m3|so2_mg_m3|nox_mg_m3|specific_energy_kgce_t	高炉煤气干法除尘
N	metallurgy.converter	转炉超低排放改造	converter ultra-low-emission retrofit	1	转炉|转炉一次除尘|转炉煤气回收|basic oxygen furnace|converter	box4.steel.converter	0	C31	green	capacity_t|pm_mg_m3|specific_energy_kgce_t|recovery_pct	转炉一次除尘改造
N	metallurgy.electric-arc-furnace	电炉超低排放改造	electric-furnace ultra-low-emission retrofit	1	电弧炉|电炉|电炉除尘|electric arc furnace|EAF	box4.steel.electric-furnace	0	C31	green	capacity_t|energy_kwh_per_t|pm_mg_m3	电弧炉烟气余热与除尘
N	metallurgy.aluminium-electrolysis	高效稳定铝电解装备	efficient and stable aluminium electrolysis	1	铝电解槽|电解铝设备|aluminium reduction cell|electrolysis	box4.non-ferrous.aluminium-electrolysis	0	C32	green	cell_current_ka|dc_kwh_per_t|efficiency_pct	500 kA铝电解槽
N	metallurgy.copper-smelting	绿色环保铜冶炼装备	clean copper smelting equipment	1	铜冶炼炉|连续吹炼|闪速炉|copper smelter|flash furnace	box4.non-ferrous.copper-smelting	0	C32	green	capacity_t_d|specific_energy_kgce_t|so2_mg_m3|recovery_pct	富氧底吹熔炼炉
N	metallurgy.secondary	再生金属冶炼装备	secondary-metal smelting equipment	1	再生铝熔炼|再生铜冶炼|废金属熔炼|secondary metal smelting|recycled aluminium	box4.non-ferrous.secondary-metal	0	C32	green	capacity_t|recovery_pct|specific_energy_kgce_t|pm_mg_m3	双室再生铝熔炼炉
N	building-material	建材装备	building-material equipment	0	水泥装备|建材设备|building materials equipment	box3.shaoguan|box3.meizhou|box3.zhaoqing	0			capacity_t_h|specific_energy_kgce_t|power_kw	
N	building-material.raw-prep	原料制备装备	raw-material preparation	1	均化设备|配料系统|原料磨|raw material preparation|batching	box4.building-materials.raw-prep	0	C30	green	capacity_t_h|power_kw|automation_pct|pm_mg_m3	自动配料系统
N	building-material.kiln-control	窑炉控制装备	kiln control	1	窑炉自动控制|回转窑优化控制|窑炉燃烧优化|kiln control|combustion optimisation	box4.building-materials.kiln-control	0	C30	green	control_mode|points|specific_energy_kgce_t|nox_mg_m3	窑炉智能优化控制系统
N	building-material.grinding	粉磨装备	grinding mills	1	立磨|球磨机|辊压机|粉磨|vertical mill|ball mill|roller press	box4.building-materials.grinding	0	C30	green	capacity_t_h|fineness_mesh|energy_kwh_per_t|power_kw	立磨
N	building-material.crushing	破碎装备	crushers	1	破碎机|颚式破碎机|圆锥破碎机|crusher|jaw crusher	box4.building-materials.crushing|box3.shaoguan	0	C30	green	capacity_t_h|feed_size_mm|discharge_size_mm|power_kw	PE600x900
N	building-material.mining	矿山机械	mining machinery	1	矿山设备|选矿设备|浮选机|mining machinery|mineral processing	box3.shaoguan	0			capacity_t_h|power_kw|automation_pct	浮选机
N	environment	环保与资源综合利用装备	environmental and resource equipment	0	环保设备|治理设备|environmental equipment	task15	0			capacity_t_h|power_kw|removal_pct	
N	environment.flue-gas	烟气治理设备	flue-gas treatment	1	脱硫脱硝除尘|布袋除尘器|SCR脱硝|flue gas treatment|baghouse|SCR	task20|box4.steel	0			air_flow_m3_h|pm_mg_m3|so2_mg_m3|nox_mg_m3|removal_pct	布袋除尘器
N	environment.wastewater-reuse	废水处理回用系统	wastewater treatment and reuse	1	污水处理|中水回用|废水循环利用|wastewater treatment|water reuse	task15.wastewater-reuse	0		green	flow_m3_h|reuse_pct|effluent_cod_mg_l|conductivity_us_cm|power_kw	双膜法中水回用系统
N	environment.water-saving	节水设备	water-saving equipment	1	工业节水|节水装置|water-saving equipment	task15.water-saving	0		green	flow_m3_h|water_saving_pct|water_use_m3_t|power_kw	循环水高效节水装置
N	environment.cooling-system	工业冷却循环系统	industrial cooling-water systems	1	循环冷却水|冷却循环|闭式冷却系统|cooling water system	task15.cooling-system	0		green	water_flow_m3_h|approach_c|power_kw|water_saving_pct	闭式循环冷却系统
N	environment.cooling-tower	冷却塔	cooling towers	1	开式冷却塔|闭式冷却塔|凉水塔|cooling tower	task15.cooling-tower	0		green	water_flow_m3_h|approach_c|drift_pct|fan_power_ratio|power_kw	横流式冷却塔
N	environment.solid-waste	固废处理设备	solid-waste treatment	0	固体废物处理|一般工业固废|焚烧|压滤|solid waste treatment|filter press	task15.solid-waste-treatment	0		green	capacity_t_d|utilisation_pct|residual_moisture_pct|power_kw	高压隔膜压滤机
N	environment.solid-waste.utilisation	工业固废综合利用设备	industrial solid-waste utilisation	1	固废资源化|尾矿综合利用|固废建材|solid waste utilisation	task15.solid-waste-utilisation	0		green	capacity_t_h|utilisation_pct|energy_kwh_per_t	固废制砖生产线
N	environment.recycling	再生资源利用设备	recycled-resource processing	1	废钢破碎|废塑料再生|废纸处理|拆解设备|recycling equipment|shredder	task15.recycled-resources	0		green	capacity_t_h|recovery_pct|energy_kwh_per_t|power_kw	废钢破碎线
N	environment.battery-recycling	退役动力电池综合利用设备	retired traction-battery recycling	1	电池回收|梯次利用|电池拆解|黑粉回收|battery recycling|second-life battery	task15.battery-recycling	0		green	capacity_t_d|recovery_pct|automation_pct|explosion_proof	退役电池自动拆解线
N	safety	安全与应急装备	safety and emergency equipment	0	本质安全装备|安全装备|应急装备|safety equipment|emergency equipment	task2.safety-equipment	0		safety	certified|alarm_time_s|explosion_proof	
N	safety.explosives-line	民爆机器人生产线	civil-explosives robotic lines	1	民爆生产线|机械化换人|自动化减人|机器人替人|civil explosives line|unmanned line	task2.explosives-line	0		safety	crew_reduction|automation_pct|throughput_per_h|explosion_proof	工业雷管自动装配线
N	safety.monitoring	安全监测与联锁装备	safety monitoring and interlocks	1	气体检测|SIS|火灾探测|安全联锁|gas detection|safety instrumented system	task2.safety-equipment	0		safety	points|alarm_time_s|certified|explosion_proof	可燃气体检测系统
N	safety.fire-emergency	消防与应急处置装备	fire and emergency response equipment	1	消防装备|应急救援装备|防护装备|firefighting|emergency rescue	task2.emergency-equipment	0		safety	alarm_time_s|certified|flow_m3_h|explosion_proof	自动灭火装置
"""#
}
